using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Pipeline;

namespace QuantFund.Web.CommandLine.History;

/// <summary>Behind a preview, which ends before orders: being asked for one is a defect.</summary>
internal sealed class NoOrders : IApprovalGate, IOrderDesk
{
    public static NoOrders Instance { get; } = new();

    public Task<GateAnswer> AskAsync(TradePlan plan, CancellationToken cancellation) =>
        throw new InvalidOperationException("A preview asks for no approval.");

    public Task<Submission> SubmitAsync(
        TradePlan plan,
        IReadOnlySet<Symbol> excluded,
        CancellationToken cancellation
    ) => throw new InvalidOperationException("A preview sends no order.");
}
