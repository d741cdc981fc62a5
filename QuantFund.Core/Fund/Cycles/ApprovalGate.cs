using System.Collections.Frozen;
using System.Globalization;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>
/// Stores every plan, and asks a person about those that the policy names. While it waits, simulated market time stands
/// still; it ends with a decision, a halt, or its expiry in wall time. An approval of prices that are gone is none.
/// </summary>
public sealed class ApprovalGate(
    CycleRows rows,
    IApprovals approvals,
    ITradingStateStore states,
    IFundEvents events,
    IMarketPace pace,
    LiveQuotes quotes,
    FundOptions options,
    TimeProvider wall
) : IApprovalGate
{
    private static readonly FrozenSet<Symbol> None = FrozenSet<Symbol>.Empty;

    public async Task<GateAnswer> AskAsync(TradePlan plan, CancellationToken cancellation)
    {
        var policy =
            ApprovalPolicy.TryParse(options.Approval)
            ?? throw new InvalidOperationException($"Fund:Approval is '{options.Approval}', which is no policy.");
        await rows.PlannedAsync(plan, cancellation);
        var answer = policy.Asks(plan)
            ? await WaitAsync(plan, cancellation)
            : new GateAnswer.Approved($"policy {options.Approval}", None);
        if (answer is GateAnswer.Approved)
            await rows.ExecutesAsync(cancellation);
        return answer;
    }

    private async Task<GateAnswer> WaitAsync(TradePlan plan, CancellationToken cancellation)
    {
        using var hold = pace.Hold($"The plan of {plan.Cycle} waits for approval.");
        using var heard = events.Subscribe();
        var asked = wall.GetTimestamp();
        await rows.WaitsAsync(PlanViews.Of(plan, wall.GetUtcNow() + options.ApprovalExpiry), cancellation);

        GateAnswer? answer = null;
        // The last look is at the expiry: a decision of another process may be stored without being heard of here.
        await EventWait.UntilAsync(
            heard,
            e => e.Data is FundFact.PlanDecided or FundFact.TradingStateChanged,
            async token =>
            {
                var left = options.ApprovalExpiry - wall.GetElapsedTime(asked);
                answer = await DecidedAsync(plan, token);
                return answer is null && left > TimeSpan.Zero ? left : null;
            },
            wall,
            cancellation
        );
        if (answer is not null)
            return answer;
        return new GateAnswer.Expired(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Nobody decided within {options.ApprovalExpiry.TotalMinutes:0.#} minutes."
            )
        );
    }

    private async Task<GateAnswer?> DecidedAsync(TradePlan plan, CancellationToken cancellation)
    {
        var decision = await approvals.DecisionAsync(plan.Cycle, cancellation);
        if (decision is { Approved: false })
            return new GateAnswer.Rejected(decision.By, decision.Reason ?? "No reason was given.");
        var state = await states.ReadAsync(cancellation);
        if (state.State == TradingState.Halted)
        {
            var reason = $"Trading was halted while the plan waited: {state.Reason}";
            if (decision is null)
                await approvals.DecideAsync(
                    new ApprovalDecision(plan.Cycle, plan.Hash, false, "fund", reason, []),
                    cancellation
                );
            return new GateAnswer.Rejected(state.By, reason);
        }
        if (decision is null)
            return null;
        var excluded = decision.Excluded.ToFrozenSet();
        return await MovedAsync(plan, excluded, cancellation) is { } moved
            ? new GateAnswer.Expired(moved)
            : new GateAnswer.Approved(decision.By, excluded);
    }

    /// <summary>Which price has left the band since the plan was costed; null when none has.</summary>
    private async Task<string?> MovedAsync(
        TradePlan plan,
        IReadOnlySet<Symbol> excluded,
        CancellationToken cancellation
    )
    {
        var now = await quotes.ReadAnewAsync(cancellation);
        foreach (var trade in plan.Without(excluded))
        {
            if (!now.TryGetValue(trade.Symbol, out var quote) || trade.ReferencePrice <= 0m)
                return $"The plan is stale: {trade.Symbol} has no quote any more.";
            var moved = Math.Abs((quote.Mid / trade.ReferencePrice) - 1m);
            if (moved > (decimal)options.ApprovalPriceBand)
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"The plan is stale: {trade.Symbol} went from {trade.ReferencePrice} to {quote.Mid}, outside the band of {options.ApprovalPriceBand}."
                );
        }
        return null;
    }
}
