using Microsoft.AspNetCore.Components;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>A state in one word, coloured by what it asks of the operator.</summary>
public sealed partial class Chip
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter]
    public Tone Tone { get; set; }

    [Parameter]
    public bool Strong { get; set; }

    [Parameter]
    public string? Hint { get; set; }
}
