using Microsoft.AspNetCore.Components;

namespace QuantFund.Web.Components.Widgets;

public sealed partial class Figure
{
    [Parameter, EditorRequired]
    public required FigureModel Model { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
