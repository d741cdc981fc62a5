using QuantFund.Core.Domain;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Core.Fund.Commands;

/// <summary>A person's order to stop. With <paramref name="Flatten"/> the book is closed first and the halt follows.</summary>
public sealed record HaltRequest(string Reason, string By, bool CancelOrders, bool Flatten);

/// <summary>
/// The halt, confirmed by the sender. <paramref name="HaltedAt"/> in market time; null while the book is still being
/// flattened. <paramref name="OrdersLeftAfterRequest"/>: orders that were permitted before and left while the halt was
/// being carried out. <paramref name="OpenOrders"/>: orders still open at the broker.
/// </summary>
public sealed record HaltReport(
    TradingState TradingState,
    DateTimeOffset? HaltedAt,
    int OrdersLeftAfterRequest,
    int OpenOrders,
    string Reason
);

/// <summary>What a person or a program outside may tell the fund: the same for page, REST, hub and command line.</summary>
/// <remarks>
/// Needs the fund's stores alone, so that it works from any process, whether the engine is alive or dead. What can't be done
/// is an answer; every check that is not of a door's own format is made behind this port, once.
/// </remarks>
public interface IFundCommands
{
    /// <summary>Stops trading; returns when no further order can leave.</summary>
    /// <exception cref="HaltNotStoredException">The store can't take it now. It is tried again until it does.</exception>
    Task<HaltReport> HaltAsync(HaltRequest request, CancellationToken cancellation);

    /// <summary>Trades again, with the drawdown measured anew; nothing when the fund is active.</summary>
    Task<StoredTradingState> ResumeAsync(string reason, string by, CancellationToken cancellation);

    /// <summary>Approves or rejects a plan that waits.</summary>
    Task<DecisionAnswer> DecideAsync(ApprovalDecision decision, CancellationToken cancellation);

    /// <summary>Enables, shadows or disables a strategy from the next cycle on; false for an id that the fund does not know.</summary>
    Task<bool> SetStrategyAsync(StrategyChange change, CancellationToken cancellation);
}
