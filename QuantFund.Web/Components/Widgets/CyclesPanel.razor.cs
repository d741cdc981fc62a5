using Microsoft.AspNetCore.Components;
using QuantFund.Core.Live;

namespace QuantFund.Web.Components.Widgets;

public sealed partial class CyclesPanel
{
    private const int Shown = 8;

    [Parameter, EditorRequired]
    public required IReadOnlyList<CycleView> Cycles { get; set; }
}
