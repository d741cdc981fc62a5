using Microsoft.AspNetCore.Components;
using QuantFund.Core.Live;

namespace QuantFund.Web.Components.Widgets;

public sealed partial class FillsPanel
{
    private const int Shown = 60;

    [Parameter, EditorRequired]
    public required IReadOnlyList<FillView> Fills { get; set; }

    /// <summary>Market time now.</summary>
    [Parameter]
    public DateTimeOffset? Clock { get; set; }
}
