using Microsoft.AspNetCore.Components;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Web.Components.Widgets;

public sealed partial class AlarmsPanel
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<FundAlarm> Alarms { get; set; }
}
