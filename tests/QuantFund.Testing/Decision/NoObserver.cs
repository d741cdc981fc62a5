using QuantFund.Core.Domain;
using QuantFund.Core.Pipeline;

namespace QuantFund.Testing.Decision;

/// <summary>Hears nothing.</summary>
public sealed class NoObserver : ICycleObserver
{
    public static NoObserver Instance { get; } = new();

    public void PhaseStarted(CycleId cycle, string phase) { }

    public void PhaseFinished(CycleId cycle, string phase, TimeSpan took, string note) { }
}
