using QuantFund.Core.Domain;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Backtesting;

/// <summary>
/// Where the fund stands on the drawdown ladder after a session. The ladder acts as live; where live waits for a person to
/// resume, a backtest resumes after some sessions and says so.
/// </summary>
internal sealed record Standing(LadderState Ladder, TradingState State, int Sessions)
{
    /// <summary>One mark, of a session's close: where it leaves the fund, and what part of the book it cuts.</summary>
    public (Standing Next, double? Cut) Step(
        BacktestDay day,
        RiskOptions options,
        List<BacktestNote> notes,
        decimal unproven
    )
    {
        if (State != TradingState.Active && Sessions + 1 >= Backtest.SessionsUntilResume)
        {
            notes.Add(new BacktestNote(day.Date, "Resumed, as a person would; a new high-water mark begins."));
            return (new Standing(DrawdownLadder.Resume(Ladder, day.Equity), TradingState.Active, 0), null);
        }
        var (ladder, act) = DrawdownLadder.Step(Ladder, day.Equity, options, unproven);
        if (act is null)
            return (this with { Ladder = ladder, Sessions = Sessions + 1 }, null);
        notes.Add(
            new BacktestNote(day.Date, FormattableString.Invariant($"Drawdown {act.Drawdown:P1}: {act.Rung} rung."))
        );
        return act switch
        {
            LadderAct.CutAndReduceOnly reduce => (new Standing(ladder, TradingState.ReduceOnly, 0), reduce.CutFraction),
            LadderAct.CutAndHalt halt => (new Standing(ladder, TradingState.Halted, 0), halt.CutFraction),
            _ => (this with { Ladder = ladder }, null),
        };
    }
}
