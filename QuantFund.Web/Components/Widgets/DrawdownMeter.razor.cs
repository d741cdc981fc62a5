using Microsoft.AspNetCore.Components;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>Drawdown against the steps of the ladder.</summary>
public sealed partial class DrawdownMeter
{
    [Parameter, EditorRequired]
    public required double Drawdown { get; set; }

    [Parameter]
    public DrawdownBands Bands { get; set; } = DrawdownBands.Default;

    private string Label => $"Drawdown {Fractions.Percent(Drawdown, 2)}; steps at {Bands.Words}";

    private IEnumerable<(double At, string Class)> Steps =>
        [(Bands.First, ""), (Bands.Second, ""), (Bands.Third, "three")];
}
