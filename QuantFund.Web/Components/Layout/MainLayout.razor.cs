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

    protected override void OnInitialized() => light = Initial?.Light ?? false;

    private async Task Switch(bool toLight)
    {
        light = toLight;
        await Js.InvokeVoidAsync("quantFund.setTheme", toLight ? "light" : "dark");
    }
}
