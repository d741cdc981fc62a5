using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>From what a cycle left behind to the last state of its row.</summary>
public static class CycleEnd
{
    public static CycleView Of(CycleView cycle, CycleOutcome outcome, DateTimeOffset now)
    {
        var (status, reason) = outcome.Answer switch
        {
            GateAnswer.Rejected r => (CycleStatus.Rejected, $"{r.By}: {r.Reason}"),
            GateAnswer.Expired e => (CycleStatus.Expired, e.Reason),
            _ => (
                CycleStatus.Completed,
                outcome.Record.Plan.Refusal ?? (outcome.Plan.Trades.Count == 0 ? "No trade pays for its cost." : null)
            ),
        };
        return cycle with
        {
            Status = status,
            FinishedAt = now,
            Mode = outcome.Record.Mode,
            Regime = RegimeView.Of(outcome.Record.Regime),
            PlanHash = outcome.Plan.Hash,
            Trades = outcome.Plan.Trades.Count,
            Reason = reason,
        };
    }
}
