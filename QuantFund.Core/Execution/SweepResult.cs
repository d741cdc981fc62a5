using QuantFund.Core.Execution.Orders;

namespace QuantFund.Core.Execution;

/// <summary>Something the broker says that the fund can't explain from its own record.</summary>
public sealed record BrokerDifference(string What, string Ours, string Theirs);

/// <summary>
/// What one comparison of orders with the broker found. <paramref name="Fills"/>: executions that were new.
/// <paramref name="Unsettled"/>: orders of which it is still not known whether they arrived.
/// </summary>
public sealed record SweepResult(
    int Fills,
    IReadOnlyList<StoredOrder> Open,
    IReadOnlyList<StoredOrder> Unsettled,
    IReadOnlyList<BrokerDifference> Differences
);
