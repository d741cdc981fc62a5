using QuantFund.Core.Domain;
using QuantFund.Core.Execution.PreTrade;
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
    int OpenOrders
);

/// <summary>What became of a request to run a cycle now.</summary>
public abstract record CycleStart
{
    private CycleStart() { }

    public sealed record Started(CycleId Id) : CycleStart;

    /// <summary>One is running, the fund is halted or not reconciled, or the market is closed (409).</summary>
    public sealed record Refused(string Reason) : CycleStart;
}

/// <summary>The plan that a cycle would make now. <paramref name="Trades"/> as in a stored plan; nothing is sent or stored.</summary>
public sealed record PlanPreview(PlanView? Plan, FundMode? Mode, RegimeView? Regime, string? Reason);

/// <summary>What a person may tell the running fund, the same for REST, hub and screen.</summary>
public interface IFundCommands
{
    Task<HaltReport> HaltAsync(HaltRequest request, CancellationToken cancellation);

    Task<StoredTradingState> ResumeAsync(string reason, string by, CancellationToken cancellation);

    /// <summary>Asks the broker to cancel every open order; gives how many were asked for.</summary>
    Task<int> CancelAllAsync(string by, CancellationToken cancellation);

    /// <summary>Starts a cycle outside the slots and returns at once; its rows and events tell the rest.</summary>
    Task<CycleStart> StartCycleAsync(string by, CancellationToken cancellation);

    Task<PlanPreview> PreviewAsync(CancellationToken cancellation);
}
