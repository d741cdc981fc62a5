using Microsoft.AspNetCore.Components;

namespace QuantFund.Web.Components.Widgets;

/// <summary>The newest cycle phase by phase, while it runs and after.</summary>
public sealed partial class CyclePanel
{
    [Parameter, EditorRequired]
    public required CycleProgress? Progress { get; set; }

    private static string Step(PhaseStep step) =>
        step switch
        {
            PhaseStep.Done => "done",
            PhaseStep.Running => "running",
            PhaseStep.NotRun => "not run",
            _ => "to come",
        };
}
