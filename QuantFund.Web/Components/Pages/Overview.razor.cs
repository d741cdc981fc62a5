using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Components.Layout;
using QuantFund.Web.Components.Layout.Acts;
using QuantFund.Web.Components.Text;
using QuantFund.Web.Components.Widgets;

namespace QuantFund.Web.Components.Pages;

/// <summary>The whole fund on one page, pushed as it changes.</summary>
public sealed partial class Overview
{
    private readonly PacedPositions paced = new();
    private bool deciding;
    private Outcome? outcome;

    [Inject]
    public required IFundCommands Commands { get; init; }

    [Inject]
    public required ILogger<Overview> Logger { get; init; }

    [CascadingParameter]
    public Task<AuthenticationState>? Authentication { get; set; }

    private async Task DecideAsync(PlanAnswer answer)
    {
        if (View.State?.Waiting is not { } plan)
            return;
        deciding = true;
        try
        {
            var said = await Commands.DecideAsync(
                new ApprovalDecision(
                    plan.CycleId,
                    plan.PlanHash,
                    answer.Approved,
                    await Operator.NameAsync(Authentication),
                    answer.Reason,
                    answer.Excluded
                ),
                CancellationToken.None
            );
            outcome = Outcome.Of(said, answer, plan);
        }
        catch (Exception e)
        {
            ScreenLog.ActFailed(Logger, "decision on a plan", e);
            outcome = new Outcome($"Your decision could not be stored: {e.Message}", Tone.Bad);
        }
        finally
        {
            deciding = false;
        }
    }

    private sealed record Outcome(string Text, Tone Tone)
    {
        public static Outcome Of(DecisionAnswer said, PlanAnswer answer, PlanView plan) =>
            said switch
            {
                DecisionAnswer.Done when answer.Approved => new(
                    $"Approved: {Words.Count(plan.Trades.Count - answer.Excluded.Count, "trade", "trades")} of cycle {plan.CycleId}.",
                    Tone.Good
                ),
                DecisionAnswer.Done => new($"Rejected: nothing of cycle {plan.CycleId} is sent.", Tone.Good),
                DecisionAnswer.Expired => new("Too late: the plan has expired and nothing is sent.", Tone.Warn),
                _ => new("The plan no longer waits; nothing was changed.", Tone.Warn),
            };
    }
}
