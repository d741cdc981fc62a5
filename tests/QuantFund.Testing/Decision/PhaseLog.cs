using QuantFund.Core.Domain;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Testing.Decision;

/// <summary>Remembers the phases of a cycle as they end, with their notes.</summary>
public sealed class PhaseLog : ICycleObserver
{
    public List<(string Phase, string Note)> Finished { get; } = [];

    public void PhaseStarted(CycleId cycle, string phase) { }

    public void PhaseFinished(CycleId cycle, string phase, TimeSpan took, string note) => Finished.Add((phase, note));

    public Task DecidedAsync(Func<CycleRecord> record, CancellationToken cancellation) => Task.CompletedTask;
}
