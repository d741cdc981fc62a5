using System.Collections.Frozen;
using QuantFund.Core.Backtesting;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Tests.Backtesting;

/// <summary>
/// A market by formula: SPY and eight shares, 100 daily sessions, the last ones with 15-minute bars for all but S7 and S8.
/// Intraday prices are 1.02 times the daily ones, as of a name whose dividends daily prices leave out.
/// </summary>
internal sealed class QuarterHourMarket
{
    public const double Level = 1.02;
    public const int DailySessions = 100;

    private static readonly string[] Shares = ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8"];

    /// <param name="last">Date of the last session.</param>
    /// <param name="withBars">How many sessions have 15-minute bars.</param>
    /// <param name="andThen">Daily sessions after them that have none.</param>
    public QuarterHourMarket(DateOnly last, int withBars, int andThen = 0)
    {
        Universe = new Universe([
            new Instrument(Symbol.Parse("SPY"), "SPY", new Sector("ETF - Broad Equity"), InstrumentKind.Etf),
            .. Shares.Select(s => new Instrument(
                Symbol.Parse(s),
                s,
                new Sector(string.CompareOrdinal(s, "S4") <= 0 ? "Energy" : "Materials"),
                InstrumentKind.Share
            )),
        ]);
        var days = NyseCalendar.Instance.LastSessions(last, DailySessions);
        Daily = new DailyPanel([.. days.Select(d => d.Date)], Universe.Count);
        var first = DailySessions - andThen - withBars;
        Intraday = new IntradayPanel([.. days.Skip(first).Take(withBars)], Universe.Count);
        for (var row = 0; row < Universe.Count; row++)
        for (var (day, before) = (0, 100.0); day < DailySessions; before = Daily.Close[Cell(row, day)], day++)
        {
            var close = before * (1 + (0.0004 * row) + (0.02 * Noise(row, day)));
            Set(Daily, row, day, before, close);
            if (day >= first && day < first + withBars && row != Row("S7") && row != Row("S8"))
                Set(Intraday, row, day - first, before * Level, close * Level);
        }
    }

    public Universe Universe { get; }

    public DailyPanel Daily { get; }

    public IntradayPanel Intraday { get; }

    public int Row(string symbol) => Universe.IndexOf(Symbol.Parse(symbol));

    /// <summary>Index of a cell in the columns of the intraday panel.</summary>
    public int Cell(string symbol, int session, int slot) =>
        (((Row(symbol) * Intraday.Sessions.Count) + session) * IntradayPanel.BarsPerSession) + slot;

    public DecisionOptions Options { get; init; } = DecisionOptions.Default;

    /// <summary>Plays the last sessions.</summary>
    public Task<BacktestResult> RunAsync(int sessions, params IStrategy[] strategies) =>
        new Backtest(
            new RecordedMarket(
                Universe,
                Daily,
                Intraday,
                Daily.Sessions.Select(d => new VixClose(NewYork.ToUtc(d, new TimeOnly(16, 15)), 18)),
                [],
                [],
                NyseCalendar.Instance,
                new IngestionOptions()
            ),
            strategies.Length == 0 ? StrategyRoster.Standard : new StrategyRoster(strategies),
            new RuleDebater(DebateMode.Full),
            () => Options,
            NyseCalendar.Instance,
            TimeProvider.System
        ).RunAsync(
            new BacktestPlan(
                Daily.Sessions[^sessions],
                Daily.Sessions[^1],
                1_000_000m,
                FrozenDictionary<StrategyId, StrategyState>.Empty
            ),
            null,
            Xunit.TestContext.Current.CancellationToken
        );

    private int Cell(int row, int day) => (row * Daily.Sessions.Count) + day;

    private static void Set(DailyPanel panel, int row, int day, double open, double close) =>
        panel.Set(row, day, BarOf(open, close, 20_000_000));

    /// <summary>A straight line from the session's open to its close.</summary>
    private static void Set(IntradayPanel panel, int row, int session, double open, double close)
    {
        var bars = panel.Sessions[session].BarCount;
        for (var slot = 0; slot < bars; slot++)
            panel.Set(row, session, slot, BarOf(At(slot), At(slot + 1), 20_000_000.0 / bars));

        double At(int bar) => open + ((close - open) * bar / bars);
    }

    private static Bar BarOf(double open, double close, double volume) =>
        new(
            Symbol.Parse("X"),
            DateTimeOffset.UnixEpoch,
            (decimal)open,
            (decimal)(Math.Max(open, close) * 1.01),
            (decimal)(Math.Min(open, close) * 0.99),
            (decimal)close,
            (decimal)volume
        );

    /// <summary>The sine of a large number: between −1 and 1, another one for each name and day.</summary>
    private static double Noise(int row, int day) => Math.Sin((7919.0 * day) + (104_729.0 * (row + 1) * day));
}

/// <summary>
/// Wants one name while a moment is right, with a skill that every cost is worth, and as a rule less of it than any limit
/// allows: at one, each rise of the price would trim the position.
/// </summary>
internal sealed class Wants(
    string symbol,
    StrategyCategory category,
    Horizon horizon,
    Func<DateTimeOffset, bool> when,
    double exposure = 0.2
) : IStrategy
{
    public StrategyProfile Profile { get; } =
        new(
            new StrategyId($"{category.ToString().ToLowerInvariant()}-{symbol.ToLowerInvariant()}"),
            category,
            StrategyFamily.Momentum,
            horizon,
            PriorIc: 0.9,
            Neutral: false,
            "a test"
        );

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (horizon.IsIntraday && SessionHours.Refusal(context.Session, context.Features.AsOf) is { } over)
            opinions.StaySilent(over);
        opinions.Exposure = exposure;
        if (opinions.Silence is null && when(context.Features.AsOf))
            opinions.View(context.Features.Universe.IndexOf(Symbol.Parse(symbol)), 1);
    }
}
