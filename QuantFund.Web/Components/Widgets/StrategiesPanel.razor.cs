using Microsoft.AspNetCore.Components;
using QuantFund.Core.Live;

namespace QuantFund.Web.Components.Widgets;

/// <summary>Each strategy's share in the vote, the largest first, and why it abstains.</summary>
public sealed partial class StrategiesPanel
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<StrategyView> Roster { get; set; }

    private IReadOnlyList<StrategyView> Strategies { get; set; } = [];

    protected override void OnParametersSet() =>
        Strategies = [
            .. Roster
                .OrderByDescending(s => double.IsFinite(s.Weight) ? s.Weight : -1)
                .ThenBy(s => s.Id.Value, StringComparer.Ordinal),
        ];
}
