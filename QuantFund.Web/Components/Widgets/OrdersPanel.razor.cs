using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

/// <summary>The newest orders with estimated against actual cost.</summary>
public sealed partial class OrdersPanel
{
    private const int Shown = 60;

    [Parameter, EditorRequired]
    public required IReadOnlyList<OrderView> Orders { get; set; }

    /// <summary>Market time now.</summary>
    [Parameter]
    public DateTimeOffset? Clock { get; set; }
}
