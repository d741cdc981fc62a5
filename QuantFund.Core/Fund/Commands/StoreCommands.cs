using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.State;

namespace QuantFund.Core.Fund.Commands;

/// <summary>
/// The commands in a process without an engine, as on the command line: stored, and heard by the engine that runs, if one
/// does. Nothing here can cancel at the broker or close the book: a halt stops the fund as it stands, and its report says
/// how many orders are open.
/// </summary>
public sealed class StoreCommands(
    Halting halting,
    PlanDecisions plans,
    StrategyChanges strategies,
    ITradingStateStore states,
    IOrderStore orders
) : IFundCommands
{
    public async Task<HaltReport> HaltAsync(HaltRequest request, CancellationToken cancellation)
    {
        var done = await halting.HaltAsync(request.Reason, request.By, cancellation);
        return done.Report((await orders.OpenAsync(CancellationToken.None)).Count);
    }

    // The newest stored point of the curve: no process without an engine has a mark of its own.
    public Task<StoredTradingState> ResumeAsync(string reason, string by, CancellationToken cancellation) =>
        states.ResumeAsync(reason, by, equity: null, cancellation);

    public Task<DecisionAnswer> DecideAsync(ApprovalDecision decision, CancellationToken cancellation) =>
        plans.DecideAsync(decision, cancellation);

    public Task<bool> SetStrategyAsync(StrategyChange change, CancellationToken cancellation) =>
        strategies.MakeAsync(change, cancellation);
}
