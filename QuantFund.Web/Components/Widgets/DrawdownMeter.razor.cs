using Microsoft.AspNetCore.Components;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>Drawdown against the 5, 8 and 10% steps of the ladder.</summary>
public sealed partial class DrawdownMeter
{
    [Parameter, EditorRequired]
    public required double Drawdown { get; set; }

    private string Label => $"Drawdown {Fractions.Percent(Drawdown, 2)}; steps at 5, 8 and 10%";
}
