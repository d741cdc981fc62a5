using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

/// <summary>Each risk limit with its use and what is left.</summary>
public sealed partial class LimitsPanel
{
    [Parameter, EditorRequired]
    public required RiskView? Risk { get; set; }
}
