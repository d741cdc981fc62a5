using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace QuantFund.Web.Components.Layout;

public sealed partial class MainLayout
{
    private bool light;

    [Inject]
    public required IJSRuntime Js { get; init; }

    [CascadingParameter]
    public InitialTheme? Initial { get; set; }

    /// <summary>Present once the page is connected, not while it is only the server's first picture.</summary>
    private string? Live => RendererInfo.IsInteractive ? "true" : null;

    protected override void OnInitialized() => light = Initial?.Light ?? false;

    private async Task Switch(bool toLight)
    {
        light = toLight;
        await Js.InvokeVoidAsync("quantFund.setTheme", toLight ? "light" : "dark");
    }
}
