using System.Buffers.Binary;
using System.Security.Cryptography;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Simulation;
using QuantFund.Core.Simulation.Synthetic;
using Xunit;

namespace QuantFund.Core.Tests.Simulation;

/// <summary>One market of seed 1 for the tests that only read it.</summary>
public sealed class SyntheticMarketFixture
{
    public SyntheticTape Tape { get; } = new(1, UniverseCsv.Shipped);
}

public sealed class SyntheticTapeTests(SyntheticMarketFixture fixture) : IClassFixture<SyntheticMarketFixture>
{
    private static readonly NyseCalendar Calendar = NyseCalendar.Instance;
    private readonly SyntheticTape tape = fixture.Tape;

    [Fact]
    public void SameSeed_GivesTheSameMarket_OnEveryMachine()
    {
        // Pinned: a change here is another market, and must raise the version in the tape's identity.
        Hash(tape.Bars(tape.First)).Should().StartWith("203e482d12722f953130baa3424244834044c6dbf2b69c0898");
        tape.Identity.Should().Be("synthetic-1 seed 1");
    }

    [Fact]
    public void OtherSeed_GivesAnotherMarket()
    {
        var other = new SyntheticTape(2, Few("SPY", "AAPL"));

        other.Bars(other.First).Close[0].Should().NotBe(Close(tape, "AAPL", tape.First, 0));
    }

    [Fact]
    public void Prices_DoNotDependOnTheOtherNames_NorOnTheOrderOfReading()
    {
        var small = new SyntheticTape(1, Few("SPY", "AAPL"));
        var later = Calendar.SessionOn(new(2026, 3, 2))!;
        var close = Close(small, "AAPL", later, 5);
        var before = Close(small, "AAPL", small.First, 5);

        before.Should().Be(Close(tape, "AAPL", tape.First, 5));
        close.Should().Be(Close(tape, "AAPL", later, 5));
        Close(tape, "AAPL", tape.First, 5).Should().Be(before, "reading forwards and back again changes nothing");
    }

    [Fact]
    public void History_Has300Sessions_AndThePlayStartsIn2026()
    {
        tape.First.Open.Should().Be(new DateTimeOffset(2026, 1, 5, 14, 30, 0, TimeSpan.Zero));
        var panel = tape.Daily(new(2026, 1, 4), 300);
        panel.Sessions.Should().HaveCount(300);
        panel.Sessions.Should().Equal(Calendar.LastSessions(new(2026, 1, 4), 300).Select(s => s.Date));
        tape.Daily(new(2026, 1, 4), 5_000).Sessions.Should().HaveCount(SyntheticTape.HistorySessions);
    }

    [Fact]
    public void DailyBars_AddUpTheQuarterHours()
    {
        var panel = tape.Daily(tape.First.Date, 1);
        var bars = tape.Bars(tape.First);
        for (var row = 0; row < tape.Universe.Count; row++)
        {
            var cells = Enumerable
                .Range(SessionBars.Cell(row, 0), SessionBars.Slots)
                .Where(c => !double.IsNaN(bars.Close[c]))
                .ToList();
            panel.Open[row].Should().Be(bars.Open[cells[0]]);
            panel.High[row].Should().Be(cells.Max(c => bars.High[c]));
            panel.Low[row].Should().Be(cells.Min(c => bars.Low[c]));
            panel.Close[row].Should().Be(bars.Close[cells[^1]]);
            panel.Volume[row].Should().Be(cells.Sum(c => bars.Volume[c]));
        }
    }

    [Fact]
    public void Bars_AreWellFormed_AndInWholeCents()
    {
        foreach (var session in Calendar.LastSessions(new(2026, 1, 5), 15))
        {
            var bars = tape.Bars(session);
            for (var cell = 0; cell < bars.Close.Length; cell++)
            {
                var empty = cell % SessionBars.Slots >= session.BarCount || bars.Halted[cell];
                double.IsNaN(bars.Close[cell]).Should().Be(empty);
                if (empty)
                    continue;
                bars.Low[cell].Should().BeLessThanOrEqualTo(Math.Min(bars.Open[cell], bars.Close[cell]));
                bars.High[cell].Should().BeGreaterThanOrEqualTo(Math.Max(bars.Open[cell], bars.Close[cell]));
                bars.Volume[cell].Should().BePositive();
                bars.SpreadBps[cell].Should().BeInRange(.1, 500);
                var cents = bars.Close[cell] * 100;
                Math.Abs(cents - Math.Round(cents)).Should().BeLessThan(1e-6);
            }
        }
    }

    [Theory]
    [InlineData("SPY", .11, .26)]
    [InlineData("QQQ", .13, .32)]
    [InlineData("TLT", .09, .20)]
    [InlineData("SHY", .008, .03)]
    [InlineData("GLD", .10, .22)]
    [InlineData("VIXY", .40, .80)]
    public void Funds_HaveTheirUsualVolatility(string name, double least, double most) =>
        Volatility(Returns(name)).Should().BeInRange(least, most);

    [Fact]
    public void Shares_HaveVolatilitiesOfRealShares()
    {
        var all = tape
            .Universe.Instruments.Where(i => i.Kind == InstrumentKind.Share)
            .Select(i => Volatility(Returns(i.Symbol.Value)))
            .Order()
            .ToList();

        all[0].Should().BeGreaterThan(.12);
        all[all.Count / 2].Should().BeInRange(.22, .40);
        all[^1].Should().BeLessThan(.75);
    }

    [Fact]
    public void Shares_FollowTheirSectorMoreThanOthers()
    {
        Correlation(Returns("MSFT"), Returns("XLK")).Should().BeGreaterThan(.3);
        Correlation(Returns("QQQ"), Returns("SPY")).Should().BeGreaterThan(.85);
        Correlation(Returns("VIXY"), Returns("SPY")).Should().BeLessThan(-.6);
        var within = Correlation(Residual("XOM", "SPY"), Residual("CVX", "SPY"));
        var across = Correlation(Residual("XOM", "SPY"), Residual("MSFT", "SPY"));
        within.Should().BeGreaterThan(across + .1);
    }

    [Fact]
    public void Volatility_Clusters()
    {
        // Absolute returns of the market over four years of sessions are correlated with those of the day before.
        var few = new SyntheticTape(1, Few("SPY"));
        var closes = Enumerable
            .Range(0, 3)
            .SelectMany(i => few.Daily(few.First.Date.AddDays(400 * (i + 1)), 270).Close)
            .ToList();
        var moves = closes.Zip(closes.Skip(1), (a, b) => Math.Abs((b / a) - 1)).Where(m => m < .15).ToArray();

        Correlation(moves[..^1], moves[1..]).Should().BeGreaterThan(.08);
    }

    [Fact]
    public void Volume_IsUShaped()
    {
        var profile = new double[SessionBars.Slots];
        foreach (var session in Calendar.LastSessions(new(2025, 12, 23), 10).Where(s => !s.EarlyClose))
        {
            var bars = tape.Bars(session);
            for (var row = 0; row < bars.Symbols; row++)
            for (var slot = 0; slot < SessionBars.Slots; slot++)
                if (bars.Volume[SessionBars.Cell(row, slot)] is var volume && !double.IsNaN(volume))
                    profile[slot] += volume;
        }

        var middle = profile[11..15].Average();
        profile[0].Should().BeGreaterThan(2 * middle);
        profile[^1].Should().BeGreaterThan(2 * middle);
        profile[5].Should().BeGreaterThan(middle);
    }

    [Fact]
    public void Spreads_WidenWithVolatility_AndAreTightWhereMuchIsTraded()
    {
        var bars = tape.Bars(tape.First);
        var spy = tape.Universe.IndexOf(Symbol.Parse("SPY"));
        bars.SpreadBps[SessionBars.Cell(spy, 12)].Should().BeLessThan(2);
        var opening = Enumerable.Range(0, bars.Symbols).Average(r => Spread(bars, r, 0));
        var noon = Enumerable.Range(0, bars.Symbols).Average(r => Spread(bars, r, 12));
        opening.Should().BeGreaterThan(1.3 * noon);
        SpreadModel.Bps(1e9, 4, 1_000).Should().Be(2 * SpreadModel.Bps(1e9, 1, 1_000));

        static double Spread(SessionBars bars, int row, int slot) =>
            bars.SpreadBps[SessionBars.Cell(row, slot)] is var s && double.IsNaN(s) ? 0 : s;
    }

    [Fact]
    public void Vix_StaysInItsRange_RisesWhenTheMarketFalls_AndEndsEachDayAtTheClose()
    {
        var vix = tape.Vix(tape.First.Open.AddDays(-400), tape.First.Open);
        vix.Should().BeInAscendingOrder(v => v.Time).And.OnlyContain(v => v.Value >= 10 && v.Value <= 65);
        var closes = vix.GroupBy(v => NewYork.DateOf(v.Time)).Select(g => g.Last()).ToList();
        closes
            .Should()
            .OnlyContain(c => c.Time == Calendar.SessionOn(NewYork.DateOf(c.Time))!.Close || c.Time == tape.First.Open);
        var changes = closes.Zip(closes.Skip(1), (a, b) => (b.Value / a.Value) - 1).SkipLast(1).ToArray();
        var spy = Returns("SPY");
        var n = Math.Min(changes.Length, spy.Length) - 5;
        Correlation(changes[^n..], spy[^n..]).Should().BeLessThan(-.6);
    }

    [Fact]
    public void Jumps_ComeWithTheirNews()
    {
        var from = tape.First.Open.AddDays(-30);
        var news = tape.News(from, tape.First.Open);
        news.Should().BeInAscendingOrder(a => a.Published);
        news.Select(a => a.Id).Should().OnlyHaveUniqueItems();
        news.Should().OnlyContain(a => Math.Abs(a.OverallScore) <= 1);
        var surprises = news.Where(a => a.Topics.Contains("earnings", StringComparer.Ordinal)).ToList();
        surprises.Should().HaveCountGreaterThan(20);

        // The session's return of the name has the sign of its news nearly always.
        var agreeing = surprises.Count(a =>
        {
            var session = Calendar.SessionAt(a.Published) ?? Calendar.NextAfter(a.Published);
            var panel = tape.Daily(session.Date, 2);
            var row = tape.Universe.IndexOf(a.Tickers[0].Symbol);
            var closes = panel.Row(panel.Close, row);
            return (closes[1] > closes[0]) == (a.Tickers[0].Score > 0);
        });
        agreeing.Should().BeGreaterThan((int)(.8 * surprises.Count));
    }

    [Fact]
    public void News_IsCutToTheWindow()
    {
        var all = tape.News(tape.First.Open.AddDays(-7), tape.First.Open);
        var middle = all[all.Count / 2].Published;

        var first = tape.News(tape.First.Open.AddDays(-7), middle);
        var second = tape.News(middle, tape.First.Open);

        first.Concat(second).Select(a => a.Id).Should().Equal(all.Select(a => a.Id));
        first[^1].Published.Should().Be(middle);
    }

    [Fact]
    public void Macro_ComesOutAfterItsLag_WithTenYearsBehindIt()
    {
        var asOf = tape.First.Open;
        var values = tape.Macro(asOf);
        values
            .Should()
            .OnlyContain(v => v.Released <= asOf && v.Released > new DateTimeOffset(v.Period, default, default));
        string[] needed =
        [
            "CPIAUCSL",
            "CPILFESL",
            "DGS10",
            "DGS2",
            "EFFR",
            "GPRD",
            "ICSA",
            "INDPRO",
            "NFCI",
            "PAYEMS",
            "T10Y2Y",
            "T10YIE",
            "UNRATE",
        ];
        var series = values
            .GroupBy(v => v.Series, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        series.Keys.Order(StringComparer.Ordinal).Should().Equal(needed);
        series.Values.Should().OnlyContain(v => v[0].Period <= new DateOnly(2014, 1, 1));
        // December's prices are published on January 13: on the 5th, November's are the last.
        series["CPIAUCSL"][^1].Period.Should().Be(new DateOnly(2025, 11, 1));
        series["DGS10"][^1].Period.Should().Be(new DateOnly(2026, 1, 2));
        tape.Macro(asOf.AddDays(10))
            .Count(v => string.Equals(v.Series, "CPIAUCSL", StringComparison.Ordinal))
            .Should()
            .Be(series["CPIAUCSL"].Count + 1);
    }

    [Fact]
    public void LongPlay_KeepsPricesSane()
    {
        var few = new SyntheticTape(5, Few("SPY", "AAPL", "XOM", "TLT", "VIXY"));

        var panel = few.Daily(new(2029, 6, 1), 250);

        panel.Close.Should().OnlyContain(c => c > 1 && c < 20_000);
    }

    private static Universe Few(params string[] names) =>
        new(UniverseCsv.Shipped.Instruments.Where(i => names.Contains(i.Symbol.Value, StringComparer.Ordinal)));

    private static double Close(SyntheticTape tape, string name, Session session, int slot) =>
        tape.Bars(session).Close[SessionBars.Cell(tape.Universe.IndexOf(Symbol.Parse(name)), slot)];

    private static string Hash(SessionBars bars)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[8];
        foreach (var column in new[] { bars.Open, bars.High, bars.Low, bars.Close, bars.Volume, bars.SpreadBps })
        foreach (var value in column)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, BitConverter.DoubleToInt64Bits(value));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static double Volatility(double[] returns)
    {
        var mean = returns.Average();
        return Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / (returns.Length - 1) * 252);
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var covariance = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return covariance / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }

    private double[] Returns(string name)
    {
        var panel = tape.Daily(tape.First.Date.AddDays(-1), 300);
        var closes = panel.Row(panel.Close, tape.Universe.IndexOf(Symbol.Parse(name))).ToArray();
        return [.. closes.Zip(closes.Skip(1), (a, b) => (b / a) - 1)];
    }

    private double[] Residual(string name, string market)
    {
        var (own, other) = (Returns(name), Returns(market));
        var beta = Correlation(own, other) * Volatility(own) / Volatility(other);
        return [.. own.Zip(other, (x, y) => x - (beta * y))];
    }
}
