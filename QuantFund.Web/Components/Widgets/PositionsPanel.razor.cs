using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

/// <summary>The book, heaviest position first.</summary>
public sealed partial class PositionsPanel
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<PositionView> Book { get; set; }

    private IReadOnlyList<PositionView> Positions { get; set; } = [];

    private double Heaviest { get; set; }

    protected override void OnParametersSet()
    {
        Positions = [.. Book.OrderByDescending(p => Math.Abs(p.MarketValue)).ThenBy(p => p.Symbol)];
        Heaviest = Positions.Select(p => Math.Abs(p.Weight)).Where(double.IsFinite).DefaultIfEmpty(0).Max();
    }
}
