using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

/// <summary>Each strategy's share in the vote, the largest first, and why it abstains.</summary>
public sealed partial class StrategiesPanel
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<StrategyView> Roster { get; set; }

    /// <summary>Where the learned weights come from, the same as on the Strategies page.</summary>
    [Parameter]
    public LearningView? Learning { get; set; }

    private IReadOnlyList<StrategyView> Strategies { get; set; } = [];

    /// <summary>What no strategy was given; 0 before the first vote.</summary>
    private double Cash
    {
        get
        {
            var given = Strategies.Where(s => double.IsFinite(s.Weight)).Sum(s => s.Weight);
            var voted = Strategies.Any(s => double.IsFinite(s.Weight));
            return voted && given < 1 - 0.0005 ? 1 - given : 0;
        }
    }

    private string CashReason =>
        Strategies.Any(s => s.Weight > 0)
            ? "Shares of strategies that abstain, and what those that repeat a stronger one gave up: not invested."
            : "No strategy had a say in the last vote: nothing is invested.";

    protected override void OnParametersSet() =>
        Strategies = [
            .. LearnedWeights
                .On(Roster, Learning)
                .OrderByDescending(s => double.IsFinite(s.Weight) ? s.Weight : -1)
                .ThenBy(s => s.Id.Value, StringComparer.Ordinal),
        ];
}
