using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

public sealed partial class CyclesPanel
{
    private const int Shown = 8;

    [Parameter, EditorRequired]
    public required IReadOnlyList<CycleView> Cycles { get; set; }
}
