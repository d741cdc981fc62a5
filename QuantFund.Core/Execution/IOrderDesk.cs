using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Orders;

namespace QuantFund.Core.Execution;

/// <summary>What became of a plan's orders: each tracked to its end (filled, or cancelled, rejected, never sent).</summary>
public sealed record Submission(IReadOnlyList<StoredOrder> Orders, IReadOnlyList<RefusedOrder> Refused);

/// <summary>A trade of the plan that got no permit, and why.</summary>
public sealed record RefusedOrder(Symbol Symbol, string Check, string Reason);

/// <summary>Phase H: turns a plan into orders and follows each to its end.</summary>
public interface IOrderDesk
{
    Task<Submission> SubmitAsync(TradePlan plan, IReadOnlySet<Symbol> excluded, CancellationToken cancellation);
}
