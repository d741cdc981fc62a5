using QuantFund.Core.Domain;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Core.Pipeline;

/// <summary>For decisions that nobody follows and nothing journals: previews, replays, backtests.</summary>
public sealed class SilentObserver : ICycleObserver
{
    private SilentObserver() { }

    public static SilentObserver Instance { get; } = new();

    public void PhaseStarted(CycleId cycle, string phase) { }

    public void PhaseFinished(CycleId cycle, string phase, TimeSpan took, string note) { }

    public Task DecidedAsync(Func<CycleRecord> record, CancellationToken cancellation) => Task.CompletedTask;
}
