using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Web.Components.Widgets;

/// <summary>The trading state: what it means, why, by whom, since when.</summary>
public sealed partial class StateCard
{
    [Parameter, EditorRequired]
    public required FundState Model { get; set; }
}
