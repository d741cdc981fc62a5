using QuantFund.Core.Domain;

namespace QuantFund.Core.Pipeline;

/// <summary>Runs one phase after another, times each on the wall clock and tells the observer. Knows nothing of what they do.</summary>
internal sealed class PhaseWatch(CycleId cycle, ICycleObserver observer, TimeProvider wall)
{
    private readonly Dictionary<string, double> timings = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, double> Timings => timings;

    /// <param name="phase">A name of <see cref="Phases"/>.</param>
    /// <param name="work">Does the phase and gives its note.</param>
    public void Run(string phase, Func<string> work)
    {
        observer.PhaseStarted(cycle, phase);
        var start = wall.GetTimestamp();
        Finish(phase, start, work());
    }

    /// <inheritdoc cref="Run" />
    public async Task RunAsync(string phase, Func<Task<string>> work)
    {
        observer.PhaseStarted(cycle, phase);
        var start = wall.GetTimestamp();
        Finish(phase, start, await work());
    }

    private void Finish(string phase, long start, string note)
    {
        var took = wall.GetElapsedTime(start);
        timings[phase] = took.TotalMilliseconds;
        observer.PhaseFinished(cycle, phase, took, note);
    }
}
