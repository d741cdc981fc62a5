using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Core.Fund.Commands;

/// <summary>What became of a request to run a cycle now.</summary>
public abstract record CycleStart
{
    private CycleStart() { }

    public sealed record Started(CycleId Id) : CycleStart;

    /// <summary>One is running, the fund is halted or not reconciled, or the market is closed (409).</summary>
    public sealed record Refused(string Reason) : CycleStart;
}

/// <summary>The plan that a cycle would make now. <paramref name="Plan"/> as in a stored plan; nothing is sent or stored.</summary>
public sealed record PlanPreview(PlanView? Plan, FundMode? Mode, RegimeView? Regime, string? Reason);

/// <summary><see cref="IFundCommands"/> in a process that has an engine, and what takes one: its broker and its decision.</summary>
public interface IEngineCommands : IFundCommands
{
    /// <summary>Asks the broker to cancel every open order; gives how many were asked for.</summary>
    Task<int> CancelAllAsync(string by, CancellationToken cancellation);

    /// <summary>Starts a cycle outside the slots and returns at once; its rows and events tell the rest.</summary>
    Task<CycleStart> StartCycleAsync(string by, CancellationToken cancellation);

    Task<PlanPreview> PreviewAsync(CancellationToken cancellation);
}
