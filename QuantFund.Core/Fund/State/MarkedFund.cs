using System.Collections.Immutable;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Fund.State;

/// <summary>The fund at one moment of market time: its book at the newest prices, its marks of equity, its stored state.</summary>
public sealed record MarkedFund(
    Book Book,
    ImmutableArray<LedgerPosition> Holdings,
    EquityMarks Marks,
    StoredTradingState State
)
{
    public decimal Equity => Book.Equity;

    public double Drawdown => DrawdownLadder.Drawdown(Marks.HighWaterMark, Equity);

    public decimal Gross => Book.LongValue - Book.ShortValue;

    public double GrossFraction => Fraction(Gross);

    public double NetFraction => Fraction(Book.LongValue + Book.ShortValue);

    public double LongFraction => Fraction(Book.LongValue);

    public LadderState Ladder => new(Marks.HighWaterMark, Marks.PreviousHighWaterMark, (Rung)Marks.RungsActed);

    /// <summary>A part of equity; NaN, shown as nothing, where there is no equity to be a part of.</summary>
    public double Fraction(decimal dollars) =>
        Equity > 0m ? (double)(dollars / Equity)
        : dollars == 0m ? 0
        : double.NaN;
}
