using System.Globalization;
using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

/// <summary>The score card of the last debate.</summary>
public sealed partial class DebatePanel
{
    [Parameter, EditorRequired]
    public required DebateView? Debate { get; set; }

    /// <summary>What the arguments made of a score; not known for one that nobody argued about.</summary>
    private static double ChangeOf(ScoreView score) =>
        score is { Argued: { } argued, Total: > 0 } ? argued - score.Total : double.NaN;

    /// <summary>The higher the score, the stronger the cell's colour.</summary>
    private static string? Heat(double score) =>
        double.IsFinite(score)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"background:color-mix(in srgb, var(--qf-accent) {Math.Clamp(score, 0, 1) * 34:0}%, transparent)"
            )
            : null;
}
