using Microsoft.AspNetCore.Components;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Web.Components.Layout;

/// <summary>Over every page: what state the fund is in, what time it is at the market, and the way to stop.</summary>
public sealed partial class TopBar
{
    [Inject]
    public required IMarketCalendar Calendar { get; init; }

    [Parameter]
    public bool Light { get; set; }

    [Parameter]
    public EventCallback<bool> LightChanged { get; set; }

    private FundState? State => View.State;

    private bool MarketOpen => State?.Fund is { } fund && Calendar.SessionAt(fund.Clock) is not null;
}
