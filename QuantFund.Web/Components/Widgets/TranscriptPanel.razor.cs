using System.Globalization;
using Microsoft.AspNetCore.Components;
using QuantFund.Core.Debate.Arguments;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>The last debate, argument by argument, with every claim and what the check of it found.</summary>
public sealed partial class TranscriptPanel
{
    [Parameter, EditorRequired]
    public required DebateView? Debate { get; set; }

    /// <summary>Best score first, as in the table of scores; only those who were argued about.</summary>
    private static IEnumerable<(ScoreView Score, IReadOnlyList<ArgumentView> Said)> Cases(DebateView debate)
    {
        var byTarget = debate.Arguments.ToLookup(a => a.Target);
        return debate
            .Scores.Where(s => byTarget.Contains(s.Strategy))
            .OrderByDescending(s => s.Argued ?? s.Total)
            .Select(s => (s, (IReadOnlyList<ArgumentView>)[.. byTarget[s.Strategy].OrderBy(a => a.Stance)]));
    }

    private static string Text(ClaimView claim)
    {
        var relation = claim.Relation switch
        {
            ClaimRelation.Above => ">",
            ClaimRelation.Below => "<",
            _ => "=",
        };
        var subject = claim.Symbol == Claim.Portfolio ? "" : claim.Symbol + " ";
        return $"{subject}{Names.OfFeature(claim.Feature)} {relation} {claim.Value.ToString(CultureInfo.InvariantCulture)}";
    }

    private static string Sign(ClaimView claim) =>
        claim.Finding switch
        {
            ClaimFinding.Holds => "✓",
            ClaimFinding.False => "✗",
            _ => "?",
        };

    private static string ClassOf(ClaimView claim) =>
        claim.Finding switch
        {
            ClaimFinding.Holds => "holds",
            ClaimFinding.False => "struck",
            _ => "open",
        };

    private static string Meaning(ClaimView claim) =>
        claim.Finding switch
        {
            ClaimFinding.Holds => "Checked: holds",
            ClaimFinding.False => $"Struck: the features say {Fractions.Number(claim.Actual, 4)}",
            _ => "Could not be checked: no such feature, or no value of it",
        };
}
