using Microsoft.AspNetCore.Components;
using QuantFund.Core.Live;

namespace QuantFund.Web.Components.Widgets;

public sealed partial class AlarmsPanel
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<FundAlarm> Alarms { get; set; }
}
