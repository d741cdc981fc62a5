using Microsoft.AspNetCore.Components;

namespace QuantFund.Web.Components.Layout.Acts;

/// <summary>Why a person acts, in one line: has the keyboard as soon as it is there, and Enter acts.</summary>
public sealed partial class ReasonField
{
    private ElementReference input;

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What Enter does, as in "Enter halts".</summary>
    [Parameter, EditorRequired]
    public required string Does { get; set; }

    [Parameter, EditorRequired]
    public required string TestId { get; set; }

    [Parameter]
    public string Value { get; set; } = "";

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter]
    public EventCallback Entered { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await input.FocusAsync();
    }

    private Task Submit() => Entered.InvokeAsync();
}
