using QuantFund.Core.Domain;

namespace QuantFund.Core.Pipeline;

/// <summary>Times one phase after another on the wall clock and tells the observer. Knows nothing of what they do.</summary>
internal sealed class PhaseWatch(CycleId cycle, ICycleObserver observer, TimeProvider wall)
{
    private readonly Dictionary<string, double> timings = new(StringComparer.Ordinal);
    private string? phase;
    private long begun;

    /// <summary>Milliseconds of wall time by phase, of those that have ended.</summary>
    public IReadOnlyDictionary<string, double> Timings => timings;

    /// <param name="next">A name of <see cref="Phases"/>; the phase before must have ended.</param>
    public void Begins(string next)
    {
        if (phase is not null)
            throw new InvalidOperationException($"Phase '{next}' begins before '{phase}' has ended.");
        phase = next;
        observer.PhaseStarted(cycle, next);
        begun = wall.GetTimestamp();
    }

    /// <param name="note">What came out, in a few words.</param>
    public void Ends(string note)
    {
        var ended = phase ?? throw new InvalidOperationException("No phase has begun.");
        var took = wall.GetElapsedTime(begun);
        phase = null;
        timings[ended] = took.TotalMilliseconds;
        observer.PhaseFinished(cycle, ended, took, note);
    }
}
