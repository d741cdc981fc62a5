using System.Collections.Frozen;
using QuantFund.Core.Backtesting.Figures;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Learning;

namespace QuantFund.Core.Backtesting;

/// <summary>What to play. <paramref name="Capital"/> in dollars; strategies that are absent are enabled.</summary>
public sealed record BacktestPlan(
    DateOnly From,
    DateOnly To,
    decimal Capital,
    FrozenDictionary<StrategyId, StrategyState> Strategies
)
{
    /// <summary>Market time between the cycles of a session that is played from 15-minute bars.</summary>
    public TimeSpan Step { get; init; } = Session.BarLength;
}

/// <summary>
/// One session after its close, dollars: equity = cash + value of the positions. The change of equity since the session
/// before is <paramref name="PricePnl"/> − <paramref name="TradingCost"/> − <paramref name="Fees"/> −
/// <paramref name="Borrow"/> + <paramref name="Interest"/>, exactly: price P&amp;L is measured from opens, so that a cost
/// counts once, in its own line. <paramref name="Regime"/>: in which the session was decided upon, the evening before.
/// </summary>
public sealed record BacktestDay(
    DateOnly Date,
    decimal Equity,
    decimal Cash,
    decimal LongValue,
    decimal ShortValue,
    double Drawdown,
    decimal Traded,
    decimal PricePnl,
    decimal TradingCost,
    decimal Fees,
    decimal Borrow,
    decimal Interest,
    string Regime,
    double? Benchmark
)
{
    /// <summary>What a dollar of cash earned in the nights before this session.</summary>
    public double Overnight { get; init; }

    /// <summary>Forecast volatility of the book that was held into the session, a fraction a year; NaN for an empty one.</summary>
    public double Forecast { get; init; } = double.NaN;

    /// <summary>The book that this evening's plan leaves against its targets; null where nothing was approved.</summary>
    public Tracking? Tracking { get; init; }

    /// <summary>Fraction of equity; NaN where there is none.</summary>
    public double Gross => Equity > 0m ? (double)((LongValue - ShortValue) / Equity) : double.NaN;

    /// <summary>Fraction of equity; NaN where there is none.</summary>
    public double Net => Equity > 0m ? (double)((LongValue + ShortValue) / Equity) : double.NaN;
}

/// <summary>
/// One fill, at a session's open or a 15-minute bar's. <paramref name="Open"/> is what the price would have been without cost;
/// <paramref name="Cost"/> is the distance to it times the quantity, plus the excess and the fees.
/// </summary>
public sealed record BacktestTrade(
    DateTimeOffset Time,
    Symbol Symbol,
    Side Side,
    decimal Quantity,
    decimal Price,
    decimal Open,
    decimal Cost,
    decimal Fees,
    IReadOnlyList<string> Strategies
)
{
    /// <summary>
    /// What of half the estimated spread lies beyond the bar's range, dollars: no price of the bar says it, so that it is paid
    /// beside the price.
    /// </summary>
    public decimal Excess { get; init; }

    /// <summary>What it cost without the fees, dollars.</summary>
    public decimal TradingCost => (Signed * (Price - Open)) + Excess;

    public decimal Signed => Side == Side.Buy ? Quantity : -Quantity;
}

/// <summary>Something that the ladder did, or that happened to a position, in words.</summary>
public sealed record BacktestNote(DateOnly Date, string Text);

public sealed record BacktestResult(
    BacktestPlan Plan,
    IReadOnlyList<BacktestDay> Days,
    IReadOnlyList<BacktestTrade> Trades,
    IReadOnlyList<BacktestNote> Notes,
    IReadOnlyList<StrategyResult> Strategies
)
{
    /// <summary>The session whose close left no equity, the last one played; null in a run that came to its end.</summary>
    public DateOnly? Ruined { get; init; }

    /// <summary>What was played from 15-minute bars; null when nothing was.</summary>
    public QuarterHourPlay? QuarterHours { get; init; }

    /// <summary>Positions that were closed until the end.</summary>
    public ClosedTrades Closed { get; init; } = ClosedTrades.None;

    /// <summary>What the fund had learned when the last decision was made.</summary>
    public LearningMemory Learned { get; init; } = LearningMemory.Empty;
}

/// <summary>How many sessions were played from 15-minute bars, and how many names were then.</summary>
public sealed record QuarterHourPlay(int Sessions, int Names);
