using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Layout.Notices;

/// <summary>Over every page while a plan waits for a person: it expires, and nobody may be looking at the Overview.</summary>
public sealed partial class WaitingNotice
{
    [Parameter, EditorRequired]
    public required PlanView? Plan { get; set; }

    /// <summary>Wall time, which an approval expires by.</summary>
    [Parameter, EditorRequired]
    public required DateTimeOffset Now { get; set; }
}
