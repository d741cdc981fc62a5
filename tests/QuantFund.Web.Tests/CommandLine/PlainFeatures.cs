using System.Globalization;
using System.IO.Compression;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>
/// The features of STRATEGIES, section B, a second time: plain loops over the rows of the files, written from the equations,
/// sharing nothing with the product but the calendar that the files themselves show. Slow and simple on purpose.
/// </summary>
internal sealed class PlainFeatures
{
    private const double Missing = double.NaN;

    private readonly DateTime asOf;
    private readonly DateTime today;
    private readonly List<DateTime> days;
    private readonly List<DateTime> tradingDays;
    private readonly Dictionary<string, Dictionary<DateTime, Day>> daily = [];
    private readonly Dictionary<string, Dictionary<DateTime, List<Quarter>>> quarters = [];
    private readonly Dictionary<string, string> sectors = [];
    private readonly List<(DateTime Date, double Close)> vix = [];
    private readonly List<Score> scores = [];
    private readonly Dictionary<string, Dictionary<string, double>> values = [];

    private static readonly Dictionary<string, string> SectorFund = new(StringComparer.Ordinal)
    {
        ["Communication Services"] = "XLC",
        ["Consumer Discretionary"] = "XLY",
        ["Consumer Staples"] = "XLP",
        ["Energy"] = "XLE",
        ["Financials"] = "XLF",
        ["Health Care"] = "XLV",
        ["Industrials"] = "XLI",
        ["Information Technology"] = "XLK",
        ["Materials"] = "XLB",
        ["Real Estate"] = "XLRE",
        ["Utilities"] = "XLU",
    };

    /// <param name="folder">Where the files are.</param>
    /// <param name="asOfUtc">The moment; on the day's session, and its 15-minute grid.</param>
    /// <param name="bars">Files of daily bars; of equal keys the later one counts.</param>
    /// <param name="news">The file of scores; null without.</param>
    public PlainFeatures(string folder, DateTime asOfUtc, string[] bars, string? news)
    {
        asOf = asOfUtc;
        today = asOfUtc.Date;
        foreach (var file in bars)
        foreach (var f in Rows(folder, file))
            Of(daily, f[0])[Date(f[1])] = new Day(Number(f[2]), Number(f[3]), Number(f[4]), Number(f[5]), Number(f[6]));
        foreach (var f in Rows(folder, "intraday_15min.csv.gz"))
        {
            var start = Time(f[1]);
            if (start.AddMinutes(15) > asOf)
                continue;
            var sessions = Of(quarters, f[0]);
            if (!sessions.TryGetValue(start.Date, out var list))
                sessions[start.Date] = list = [];
            list.Add(new Quarter(start, Number(f[2]), Number(f[3]), Number(f[4]), Number(f[5]), Number(f[6])));
        }
        foreach (var f in Rows(folder, "sectors.csv.gz"))
            sectors[f[0]] = f[^1];
        foreach (var f in Rows(folder, "vix_daily.csv.gz"))
            if (Date(f[0]) < today)
                vix.Add((Date(f[0]), Number(f[4])));
        if (news is not null)
            foreach (var f in Rows(folder, news))
                if (Time(f[0]) <= asOf)
                    scores.Add(new Score(Time(f[0]), f[1], f[2], Number(f[3]), Number(f[4]), Number(f[6])));
        // SPY trades in every session. Today's is not complete, so that its daily bar is not known.
        days = [.. daily["SPY"].Keys.Where(d => d < today).Order().TakeLast(301)];
        tradingDays = [.. quarters["SPY"].Keys.Where(d => d <= today).Order()];
    }

    public double this[string symbol, string feature] =>
        values.TryGetValue(symbol, out var own) ? own.GetValueOrDefault(feature, Missing) : Missing;

    public IReadOnlyCollection<string> Symbols => values.Keys;

    public IReadOnlyDictionary<string, double> Market { get; private set; } =
        new Dictionary<string, double>(StringComparer.Ordinal);

    public PlainFeatures Compute()
    {
        foreach (var symbol in daily.Keys.Union(quarters.Keys, StringComparer.Ordinal))
        {
            values[symbol] = [];
            DailyOf(symbol, values[symbol]);
            IntradayOf(symbol, values[symbol]);
            SentimentOf(
                [.. scores.Where(s => string.Equals(s.Ticker, symbol, StringComparison.Ordinal) && s.Relevance >= 0.3)],
                values[symbol]
            );
        }
        foreach (var (symbol, own) in values)
            own["rel_strength"] =
                own.GetValueOrDefault("session_ret", Missing)
                - (
                    sectors.TryGetValue(symbol, out var sector)
                    && SectorFund.TryGetValue(sector, out var fund)
                    && !double.IsNaN(this[fund, "session_ret"])
                        ? this[fund, "session_ret"]
                        : this["SPY", "session_ret"]
                );
        Market = MarketOf();
        return this;
    }

    private void DailyOf(string symbol, Dictionary<string, double> to)
    {
        if (!daily.TryGetValue(symbol, out var bars) || !bars.ContainsKey(days[^1]))
            return;
        // The last 300 sessions; a session without a bar is skipped.
        var own = days.TakeLast(300).Where(bars.ContainsKey).Select(d => bars[d]).ToList();
        var c = own.Select(b => b.Close).ToArray();
        var n = c.Length;
        foreach (var k in new[] { 1, 5, 21, 63, 126, 252 })
            to[$"ret_{k}"] = n > k ? (c[n - 1] / c[n - 1 - k]) - 1 : Missing;
        to["mom_12_1"] = n > 252 ? (c[n - 22] / c[n - 253]) - 1 : Missing;
        to["mom_6_1"] = n > 126 ? (c[n - 22] / c[n - 127]) - 1 : Missing;
        foreach (var k in new[] { 21, 63 })
            if (n > k)
            {
                var returns = new double[k];
                for (var i = 0; i < k; i++)
                    returns[i] = (c[n - k + i] / c[n - k + i - 1]) - 1;
                to[$"vol_{k}"] = Deviation(returns) * Math.Sqrt(252);
            }
        foreach (var k in new[] { 20, 50, 200 })
            to[$"sma_{k}"] = n >= k ? c[(n - k)..].Sum() / k : Missing;
        to["z_20"] = n >= 20 ? (c[n - 1] - to["sma_20"]) / Deviation(c[(n - 20)..]) : Missing;
        if (n > 14)
        {
            double up = 0,
                down = 0,
                range = 0;
            for (var i = 1; i < n; i++)
            {
                var gain = Math.Max(0, c[i] - c[i - 1]);
                var loss = Math.Max(0, c[i - 1] - c[i]);
                var high = Math.Max(own[i].High - own[i].Low, Math.Abs(own[i].High - c[i - 1]));
                var width = Math.Max(high, Math.Abs(own[i].Low - c[i - 1]));
                if (i <= 14)
                {
                    up += gain / 14;
                    down += loss / 14;
                    range += width / 14;
                    continue;
                }
                up = ((13 * up) + gain) / 14;
                down = ((13 * down) + loss) / 14;
                range = ((13 * range) + width) / 14;
            }
            to["rsi_14"] = 100 - (100 / (1 + (up / down)));
            to["atr_14"] = range;
        }
        if (n >= 21)
            to["adv_21"] = own.TakeLast(21).Sum(b => b.Close * b.Volume) / 21;
        if (n >= 252)
            to["high_252"] = c[n - 1] / own.TakeLast(252).Max(b => b.High);
        if (!IsFund(symbol) && Moves(symbol) is { } moves)
            to["s_score"] = PlainResidualScore.Of(
                moves,
                Moves("SPY")!,
                sectors.TryGetValue(symbol, out var sector) && SectorFund.TryGetValue(sector, out var fund)
                    ? Moves(fund)
                    : null
            );
        var both = days.Where(d => bars.ContainsKey(d) && daily["SPY"].ContainsKey(d)).TakeLast(127).ToList();
        if (both.Count == 127)
        {
            var y = new double[126];
            var x = new double[126];
            for (var i = 0; i < 126; i++)
            {
                y[i] = (bars[both[i + 1]].Close / bars[both[i]].Close) - 1;
                x[i] = (daily["SPY"][both[i + 1]].Close / daily["SPY"][both[i]].Close) - 1;
            }
            double xy = 0,
                xx = 0;
            for (var i = 0; i < 126; i++)
            {
                xy += (x[i] - x.Average()) * (y[i] - y.Average());
                xx += (x[i] - x.Average()) * (x[i] - x.Average());
            }
            to["beta_126"] = xy / xx;
        }
    }

    private bool IsFund(string symbol) =>
        sectors.TryGetValue(symbol, out var sector) && sector.StartsWith("ETF", StringComparison.Ordinal);

    /// <summary>The last 60 returns, session by session: 0 where it did not trade, the whole move after; null when too young.</summary>
    private double[]? Moves(string symbol)
    {
        if (!daily.TryGetValue(symbol, out var bars) || !bars.ContainsKey(days[^1]))
            return null;
        var before = days.SkipLast(60).Where(bars.ContainsKey).Select(d => bars[d].Close).LastOrDefault();
        if (before == 0)
            return null;
        var moves = new double[60];
        for (var i = 0; i < 60; i++)
            if (bars.TryGetValue(days[^(60 - i)], out var bar))
            {
                moves[i] = (bar.Close / before) - 1;
                before = bar.Close;
            }
        return moves;
    }

    private void IntradayOf(string symbol, Dictionary<string, double> to)
    {
        if (!quarters.TryGetValue(symbol, out var sessions) || !sessions.TryGetValue(today, out var bars))
            return;
        var n = bars.Count;
        // Fresh for two bars.
        if (asOf - bars[n - 1].Start.AddMinutes(15) > TimeSpan.FromMinutes(30))
            return;
        var (open, price) = (bars[0].Open, bars[n - 1].Close);
        foreach (var k in new[] { 1, 2, 4 })
            to[$"ret_{15 * k}m"] =
                n > k ? (price / bars[n - 1 - k].Close) - 1
                : n == k ? (price / open) - 1
                : Missing;
        to["session_ret"] = (price / open) - 1;
        var before = tradingDays.Where(d => d < today).TakeLast(20).ToList();
        if (sessions.TryGetValue(before[^1], out var yesterday))
            to["gap"] = (open / yesterday[^1].Close) - 1;
        to["vwap"] = bars.Sum(b => (b.High + b.Low + b.Close) / 3 * b.Volume) / bars.Sum(b => b.Volume);
        to["vwap_dev"] = (price / to["vwap"]) - 1;
        var returns = new List<double>();
        var volumes = new List<double>();
        var (traded, place) = (0, Place(bars[n - 1]));
        foreach (var day in before)
        {
            if (!sessions.TryGetValue(day, out var past))
                continue;
            traded++;
            for (var i = 0; i < past.Count; i++)
                returns.Add((past[i].Close / (i == 0 ? past[0].Open : past[i - 1].Close)) - 1);
            // A session that closed before this bar has no volume at it.
            if (Place(past[^1]) >= place)
                volumes.Add(past.Where(b => Place(b) <= place).Sum(b => b.Volume));
        }
        if (traded >= 10)
            to["sigma_15m"] = Deviation([.. returns]);
        to["vwap_z"] = to["vwap_dev"] / (to.GetValueOrDefault("sigma_15m", Missing) * Math.Sqrt(n));
        if (volumes.Count >= 5)
            to["volume_ratio"] = bars.Sum(b => b.Volume) / (volumes.Sum() / volumes.Count);
        var first = bars.Where(b => Place(b) < 2).ToList();
        if (first.Count > 0)
        {
            to["or_high"] = first.Max(b => b.High);
            to["or_low"] = first.Min(b => b.Low);
        }
    }

    private void SentimentOf(List<Score> about, Dictionary<string, double> to)
    {
        if (scores.Count == 0)
            return;
        double w = 0,
            ws = 0,
            recent = 0,
            recentS = 0;
        int count = 0,
            burst = 0;
        var newest = double.PositiveInfinity;
        foreach (var s in about)
        {
            var hours = (asOf - s.Published).TotalHours;
            if (hours >= 7 * 24)
                continue;
            var weight = s.Relevance * Math.Pow(2, -hours / 12);
            w += weight;
            ws += weight * s.Value;
            count++;
            newest = Math.Min(newest, hours);
            if (hours < 0.5)
                burst++;
            if (hours >= 24)
                continue;
            recent += weight;
            recentS += weight * s.Value;
        }
        to["sent_conf"] = Math.Min(1, w / 3) * Math.Min(1, count / 5.0);
        if (count == 0)
            return;
        to["sent_score"] = ws / w;
        to["news_age"] = newest;
        to["news_velocity"] = burst / (count / (7 * 24 * 2.0));
        if (recent > 0 && recent < w)
            to["sent_mom"] = (recentS / recent) - ((ws - recentS) / (w - recent));
    }

    private Dictionary<string, double> MarketOf()
    {
        var market = new Dictionary<string, double>(StringComparer.Ordinal);
        var spy = days.TakeLast(63).Select(d => Math.Log(daily["SPY"][d].Close)).ToArray();
        double txy = 0,
            txx = 0,
            tyy = 0;
        for (var i = 0; i < 63; i++)
        {
            txy += (i - 31) * (spy[i] - spy.Average());
            txx += (i - 31) * (i - 31);
            tyy += (spy[i] - spy.Average()) * (spy[i] - spy.Average());
        }
        market["trendDirection"] = Math.Sign(txy);
        market["trendStrength"] = txy * txy / (txx * tyy);
        market["creditSpread"] = this["HYG", "ret_21"] - this["TLT", "ret_21"];
        var shares = daily
            .Keys.Where(s =>
                !sectors.TryGetValue(s, out var sector) || !sector.StartsWith("ETF", StringComparison.Ordinal)
            )
            .ToList();
        var known = shares.Where(s => !double.IsNaN(this[s, "sma_50"])).ToList();
        market["breadth"] = (double)known.Count(s => daily[s][days[^1]].Close > this[s, "sma_50"]) / known.Count;
        market["meanCorrelation"] = MeanCorrelation(shares);
        // VIXY's return since the last close, from its own intraday series.
        var since = ((1 + this["VIXY", "gap"]) * (1 + this["VIXY", "session_ret"])) - 1;
        market["vix"] = double.IsNaN(since) ? vix[^1].Close : vix[^1].Close * (1 + (1.5 * since));
        market["vixFiveDayChange"] = (market["vix"] / vix[double.IsNaN(since) ? ^6 : ^5].Close) - 1;
        var all = new Dictionary<string, double>(StringComparer.Ordinal);
        SentimentOf(
            [
                .. scores
                    .GroupBy(s => (s.Article, s.Published))
                    .Select(g => g.First() with { Relevance = 1, Value = g.First().Overall }),
            ],
            all
        );
        market["marketSentScore"] = all.GetValueOrDefault("sent_score", Missing);
        market["marketSentConf"] = all.GetValueOrDefault("sent_conf", Missing);
        market["newsVelocity"] = all.GetValueOrDefault("news_velocity", Missing);
        return market;
    }

    /// <summary>Pair by pair. A session without a bar counts as no change, the next one carries the whole move.</summary>
    private double MeanCorrelation(List<string> shares)
    {
        var paths = new List<double[]>();
        foreach (var share in shares)
        {
            if (!daily[share].ContainsKey(days[^1]))
                continue;
            var path = new List<double>();
            var last = Missing;
            foreach (var day in days)
            {
                var now = daily[share].TryGetValue(day, out var bar) ? bar.Close : last;
                path.Add((now / last) - 1);
                last = now;
            }
            var run = path.TakeLast(63).ToArray();
            if (run.All(double.IsFinite) && Deviation(run) > 0)
                paths.Add([.. run.Select(r => (r - run.Average()) / Deviation(run))]);
        }
        double sum = 0;
        long pairs = 0;
        for (var a = 0; a < paths.Count; a++)
        for (var b = a + 1; b < paths.Count; b++)
        {
            var product = 0.0;
            for (var i = 0; i < 63; i++)
                product += paths[a][i] * paths[b][i];
            sum += product / 62;
            pairs++;
        }
        return sum / pairs;
    }

    private int Place(Quarter bar) => (int)((bar.Start - quarters["SPY"][bar.Start.Date][0].Start).TotalMinutes / 15);

    private static double Deviation(double[] x)
    {
        var mean = x.Average();
        return Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / (x.Length - 1));
    }

    private static T Of<T>(Dictionary<string, T> all, string symbol)
        where T : new()
    {
        if (!all.TryGetValue(symbol, out var own))
            all[symbol] = own = new T();
        return own;
    }

    private static IEnumerable<string[]> Rows(string folder, string file)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(Path.Combine(folder, file)), CompressionMode.Decompress)
        );
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return line.Split(',');
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime Date(string text) => DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTime Time(string text) =>
        DateTime.Parse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );

    private sealed record Day(double Open, double High, double Low, double Close, double Volume);

    private sealed record Quarter(DateTime Start, double Open, double High, double Low, double Close, double Volume);

    private sealed record Score(
        DateTime Published,
        string Article,
        string Ticker,
        double Relevance,
        double Value,
        double Overall
    );
}
