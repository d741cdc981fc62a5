using Microsoft.AspNetCore.Components;

namespace QuantFund.Web.Components.Widgets;

/// <summary>A titled part of a page; the hint says in one line what a stranger sees there.</summary>
public sealed partial class Panel
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required string Hint { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public RenderFragment? Aside { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
