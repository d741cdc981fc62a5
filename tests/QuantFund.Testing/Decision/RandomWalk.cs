using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Testing.Decision;

/// <summary>
/// A seeded market for tests and benchmarks: shares that follow SPY with a beta, their sector's fund and noise of their own;
/// 300 daily sessions and 21 sessions of 15-minute bars up to a moment of the last one. Same seed, same market.
/// </summary>
public sealed class RandomWalk
{
    public const int DailySessions = 300;
    public const int IntradaySessions = 21;

    private static readonly string[] Funds =
    [
        "SPY",
        "HYG",
        "TLT",
        "VIXY",
        "XLC",
        "XLY",
        "XLP",
        "XLE",
        "XLF",
        "XLV",
        "XLI",
        "XLK",
        "XLB",
        "XLRE",
        "XLU",
    ];

    private readonly Random random;

    /// <param name="shares">Number of shares.</param>
    /// <param name="seed">Same seed, same market.</param>
    /// <param name="today">Date of the last session.</param>
    /// <param name="time">New York time of the snapshot.</param>
    /// <param name="more">Funds beyond the usual ones.</param>
    public RandomWalk(
        int shares,
        int seed = 1,
        DateOnly? today = null,
        TimeOnly? time = null,
        IEnumerable<Symbol>? more = null
    )
    {
        random = new Random(seed);
        var calendar = NyseCalendar.Instance;
        var date = today ?? new DateOnly(2026, 3, 10);
        Session = calendar.SessionOn(date)!;
        AsOf = NewYork.ToUtc(date, time ?? new TimeOnly(11, 0));
        Universe = new Universe([
            .. Funds
                .Concat((more ?? []).Select(s => s.Value))
                .Distinct(StringComparer.Ordinal)
                .Select(f => new Instrument(
                    Symbol.Parse(f),
                    f,
                    new Sector(
                        f is "SPY" ? "ETF - Broad Equity"
                        : f.StartsWith('X') ? "ETF - Sector Equity"
                        : "ETF - " + f
                    ),
                    InstrumentKind.Etf
                )),
            .. Enumerable
                .Range(0, shares)
                .Select(i => new Instrument(
                    Symbol.Parse($"S{i:00000}"),
                    $"Share {i}",
                    SectorFunds.Sectors[i % SectorFunds.Sectors.Count],
                    InstrumentKind.Share
                )),
        ]);
        Daily = new DailyPanel(
            [.. calendar.LastSessions(date.AddDays(-1), DailySessions).Select(s => s.Date)],
            Universe.Count
        );
        Intraday = new IntradayPanel(calendar.LastSessions(date, IntradaySessions), Universe.Count);
        Fill();
    }

    public DateTimeOffset AsOf { get; }

    public Session Session { get; }

    public Universe Universe { get; }

    public DailyPanel Daily { get; }

    public IntradayPanel Intraday { get; }

    /// <summary>Articles of the market; none unless a test writes some.</summary>
    public IReadOnlyList<NewsArticle> News { get; set; } = [];

    /// <summary>Macro values; none unless a test writes some.</summary>
    public IReadOnlyList<MacroValue> Macro { get; set; } = [];

    public MarketSnapshot Snapshot() =>
        new(
            AsOf,
            Universe,
            Daily,
            Intraday,
            Quotes(),
            Vix(),
            News,
            Macro,
            null,
            Universe.Instruments.ToFrozenDictionary(i => i.Symbol, i => new Borrow(i.Symbol, true, true, 0.003)),
            [
                Fresh(SourceNames.DailyPrices),
                Fresh(SourceNames.IntradayPrices),
                Fresh(SourceNames.Quotes),
                Fresh(SourceNames.News),
                Fresh(SourceNames.Vix),
            ]
        );

    private SourceStatus Fresh(string name) => new(name, SourceHealth.Ok, AsOf, 0, null, null);

    private FrozenDictionary<Symbol, Quote> Quotes()
    {
        var quotes = new Dictionary<Symbol, Quote>();
        for (var row = 0; row < Universe.Count; row++)
        {
            if (LastPrice(row) is not { } price)
                continue;
            var half = Math.Max(0.005m, Math.Round(price * 0.0001m, 3));
            quotes[Universe[row].Symbol] = new Quote(Universe[row].Symbol, price - half, price + half, 500, 500, AsOf);
        }
        return quotes.ToFrozenDictionary();
    }

    private decimal? LastPrice(int row)
    {
        var last = double.NaN;
        foreach (var close in Intraday.Closes(row))
            if (!double.IsNaN(close))
                last = close;
        return double.IsNaN(last) ? null : Math.Round((decimal)last, 2);
    }

    private List<VixClose> Vix() =>
        [
            .. Daily
                .Sessions.TakeLast(10)
                .Select((d, i) => new VixClose(NewYork.ToUtc(d, new TimeOnly(16, 15)), 16 + (0.2 * i))),
            new VixClose(AsOf.AddMinutes(-1), 18.2),
        ];

    private void Fill()
    {
        var marketDaily = Shocks(Daily.Sessions.Count, 0.009);
        var sectorDaily = Enumerable
            .Range(0, SectorFunds.Sectors.Count)
            .Select(_ => Shocks(Daily.Sessions.Count, 0.006))
            .ToArray();
        var cells = Intraday.Sessions.Count * IntradayPanel.BarsPerSession;
        var marketBars = Shocks(cells, 0.0012);
        for (var row = 0; row < Universe.Count; row++)
        {
            var instrument = Universe[row];
            var sector = Array.FindIndex([.. SectorFunds.Sectors], s => s == instrument.Sector);
            var own = instrument.Kind == InstrumentKind.Etf ? 0.003 : 0.008 + (0.012 * random.NextDouble());
            var beta = instrument.Kind == InstrumentKind.Etf ? 1 : 0.6 + (0.8 * random.NextDouble());
            var drift = 0.0006 * Normal();
            var volume = Math.Exp(13 + (2.5 * random.NextDouble()));
            var price = 20 + (200 * random.NextDouble());
            for (var s = 0; s < Daily.Sessions.Count; s++)
            {
                var open = price * (1 + (0.2 * own * Normal()));
                price *= Math.Exp(
                    drift + (beta * marketDaily[s]) + (sector < 0 ? 0 : sectorDaily[sector][s]) + (own * Normal())
                );
                Set(
                    Daily.Open,
                    Daily.High,
                    Daily.Low,
                    Daily.Close,
                    Daily.Volume,
                    (row * Daily.Sessions.Count) + s,
                    open,
                    price,
                    volume
                );
            }
            // The intraday series ends near the daily one, so that both speak of one price.
            for (var c = 0; c < cells; c++)
            {
                var session = Intraday.Sessions[c / IntradayPanel.BarsPerSession];
                var start = session.Open + (c % IntradayPanel.BarsPerSession * Session.BarLength);
                if (start >= session.Close || start + Session.BarLength > AsOf)
                    continue;
                var open = price;
                price *= Math.Exp((beta * marketBars[c]) + (own / 5 * Normal()));
                Set(
                    Intraday.Open,
                    Intraday.High,
                    Intraday.Low,
                    Intraday.Close,
                    Intraday.Volume,
                    (row * cells) + c,
                    open,
                    price,
                    volume / IntradayPanel.BarsPerSession
                );
            }
        }
    }

    private void Set(
        double[] opens,
        double[] highs,
        double[] lows,
        double[] closes,
        double[] volumes,
        int at,
        double open,
        double close,
        double volume
    )
    {
        opens[at] = open;
        closes[at] = close;
        highs[at] = Math.Max(open, close) * (1 + (0.001 * random.NextDouble()));
        lows[at] = Math.Min(open, close) * (1 - (0.001 * random.NextDouble()));
        volumes[at] = volume * (0.5 + random.NextDouble());
    }

    private double[] Shocks(int count, double deviation)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = deviation * Normal();
        return values;
    }

    /// <summary>Sum of uniform numbers: near enough to a bell for a market that is only played.</summary>
    private double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += random.NextDouble();
        return sum;
    }
}
