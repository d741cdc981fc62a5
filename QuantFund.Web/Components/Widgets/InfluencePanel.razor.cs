using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

/// <summary>How much of the vote follows the learned weights, and what that follows from.</summary>
public sealed partial class InfluencePanel
{
    [Parameter, EditorRequired]
    public required InfluenceView Influence { get; set; }
}
