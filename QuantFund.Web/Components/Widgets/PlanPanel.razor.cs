using Microsoft.AspNetCore.Components;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

/// <summary>The waiting plan, trade by trade, to be approved (less names left out) or rejected with a reason.</summary>
public sealed partial class PlanPanel
{
    private readonly HashSet<Symbol> excluded = [];
    private string reason = "";
    private string? hash;

    [Parameter, EditorRequired]
    public required WaitingPlan Model { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<PlanAnswer> Decided { get; set; }

    private PlanView Plan => Model.Plan;

    /// <summary>What an approval would send: every total is of these.</summary>
    private IReadOnlyList<PlannedTradeView> Taken => [.. Plan.Trades.Where(t => !excluded.Contains(t.Symbol))];

    private bool Expired => Model.Left <= TimeSpan.Zero;

    protected override void OnParametersSet()
    {
        if (string.Equals(hash, Plan.PlanHash, StringComparison.Ordinal))
            return;
        // Another plan: what was typed for the one before does not apply to it.
        hash = Plan.PlanHash;
        excluded.Clear();
        reason = "";
    }

    private static decimal Value(PlannedTradeView trade) => trade.Quantity * trade.ReferencePrice;

    private void Take(Symbol symbol, bool take)
    {
        if (take)
            excluded.Remove(symbol);
        else
            excluded.Add(symbol);
    }

    private Task ApproveAsync() => DecideAsync(approved: true);

    private Task RejectAsync() => DecideAsync(approved: false);

    private Task DecideAsync(bool approved) =>
        Decided.InvokeAsync(
            new PlanAnswer(
                approved,
                string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
                approved ? [.. excluded.Order()] : []
            )
        );
}
