using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;

namespace QuantFund.Web.Components.Widgets;

public enum PhaseStep
{
    ToCome,
    Running,
    Done,
    NotRun,
}

/// <summary>One phase of the newest cycle: how far it is, how long it took, what came out.</summary>
public sealed record PhaseRow(string Phase, PhaseStep Step, double Milliseconds, string? Note);

/// <summary>The current cycle, phase by phase.</summary>
public sealed record CycleProgress(CycleView Cycle, IReadOnlyList<PhaseRow> Phases)
{
    public double TotalMilliseconds =>
        Phases.Where(p => p.Step == PhaseStep.Done && double.IsFinite(p.Milliseconds)).Sum(p => p.Milliseconds);

    /// <summary>Null before the first cycle.</summary>
    public static CycleProgress? Of(FundState state) =>
        state.CurrentCycle is { } cycle
            ? new CycleProgress(cycle, [.. Core.Pipeline.Phases.All.Select(name => Row(name, cycle, state.Phases))])
            : null;

    private static int Place(string phase) => Core.Pipeline.Phases.All.ToList().IndexOf(phase);

    /// <summary>
    /// What was heard live says most; a cycle from before the page's server started has its timings alone. Ticks may be
    /// lost on the way: a phase before one that has begun is done.
    /// </summary>
    private static PhaseRow Row(string name, CycleView cycle, IEnumerable<PhaseView> heard)
    {
        var live = heard.FirstOrDefault(p =>
            p.CycleId == cycle.Id && string.Equals(p.Phase, name, StringComparison.Ordinal)
        );
        if (live is { Finished: true })
            return new(name, PhaseStep.Done, live.Milliseconds, live.Note);
        if (cycle.Timings.TryGetValue(name, out var took))
            return new(name, PhaseStep.Done, took, live?.Note);
        if (cycle.FinishedAt is not null)
            return new(name, PhaseStep.NotRun, 0, null);
        if (heard.Any(p => p.CycleId == cycle.Id && Place(p.Phase) > Place(name)))
            return new(name, PhaseStep.Done, double.NaN, live?.Note);
        return live is null ? new(name, PhaseStep.ToCome, 0, null) : new(name, PhaseStep.Running, 0, live.Note);
    }
}
