using QuantFund.Core.Domain;

namespace QuantFund.Core.Pipeline;

/// <summary>Runs one phase after another, times each on the wall clock and tells the observer. Knows nothing of what they do.</summary>
internal sealed class PhaseWatch(CycleId cycle, ICycleObserver observer, TimeProvider wall)
{
    private readonly Dictionary<string, double> timings = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, double> Timings => timings;

    public T Run<T>(string phase, Func<T> work, Func<T, string> note)
    {
        observer.PhaseStarted(cycle, phase);
        var start = wall.GetTimestamp();
        var result = work();
        Finish(phase, start, note(result));
        return result;
    }

    public async Task<T> RunAsync<T>(string phase, Func<Task<T>> work, Func<T, string> note)
    {
        observer.PhaseStarted(cycle, phase);
        var start = wall.GetTimestamp();
        var result = await work();
        Finish(phase, start, note(result));
        return result;
    }

    private void Finish(string phase, long start, string note)
    {
        var took = wall.GetElapsedTime(start);
        timings[phase] = took.TotalMilliseconds;
        observer.PhaseFinished(cycle, phase, took, note);
    }
}
