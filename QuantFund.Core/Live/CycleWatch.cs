using System.Collections.Immutable;
using QuantFund.Core.Domain;
using QuantFund.Core.Pipeline;

namespace QuantFund.Core.Live;

/// <summary>Follows the phases of one cycle: a tick as each begins and ends, and their times for its row.</summary>
internal sealed class CycleWatch(FundEventBus bus, MarketTime market) : ICycleObserver
{
    private ImmutableDictionary<string, double> timings = ImmutableDictionary<string, double>.Empty;

    /// <summary>Milliseconds of wall time by phase.</summary>
    public IReadOnlyDictionary<string, double> Timings => timings;

    /// <summary>The phase that has begun last and not ended; null between phases.</summary>
    public string? Phase { get; private set; }

    public void PhaseStarted(CycleId cycle, string phase)
    {
        Phase = phase;
        Tick(new PhaseView(cycle, phase, Finished: false, 0, null));
    }

    public void PhaseFinished(CycleId cycle, string phase, TimeSpan took, string note)
    {
        Phase = null;
        timings = timings.SetItem(phase, took.TotalMilliseconds);
        Tick(new PhaseView(cycle, phase, Finished: true, took.TotalMilliseconds, note));
    }

    private void Tick(PhaseView view) => bus.Tick(new FundFact.PhaseMoved(view), market.Now);
}

/// <summary>For previews: nobody follows them.</summary>
internal sealed class NoWatch : ICycleObserver
{
    public static NoWatch Instance { get; } = new();

    public void PhaseStarted(CycleId cycle, string phase) { }

    public void PhaseFinished(CycleId cycle, string phase, TimeSpan took, string note) { }
}
