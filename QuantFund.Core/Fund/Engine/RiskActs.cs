using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Fund.Engine;

/// <summary>
/// What the fund does on its own when a limit of the live monitor is passed, and what a flattening does: reductions only,
/// through the order path. Every step is stored before the next, so that a restart goes on where it stopped.
/// </summary>
public sealed class RiskActs(
    FundMarks marks,
    ITradingStateStore states,
    IJournal journal,
    Halting halting,
    BookCut cut,
    IMarketCalendar calendar,
    RiskOptions risk,
    MarketTime market
)
{
    private const string Risk = "risk";

    /// <summary>What the journal calls the last rung of all.</summary>
    public const string Ruin = "ruin";

    /// <summary>After each mark: limits reached, limits that are over.</summary>
    public async Task JudgeAsync(MarkedFund fund, LadderAct? act, CancellationToken cancellation)
    {
        var now = market.Now;
        if (fund.State is { State: TradingState.ReduceOnly, Until: { } until } && until <= now)
            await states.LiftExpiredAsync(now, cancellation);

        if (fund.Equity <= 0m)
        {
            await EndAsync(fund, cancellation);
            return;
        }

        if (act is not null)
            await StepLadderAsync(fund, act, cancellation);

        if (
            DayLoss.IsReached(fund.Marks.DayOpen, fund.Equity, risk)
            && fund.State.State == TradingState.Active
            && calendar.SessionAt(now) is { } session
        )
            await states.ReduceOnlyAsync(
                new ReduceOnlyAct(
                    Text(
                        $"The day's loss reached {DayLoss.Fraction(fund.Marks.DayOpen, fund.Equity):0.0000} of equity."
                    ),
                    Risk,
                    Until: session.Close
                ),
                cancellation
            );
    }

    /// <summary>
    /// Ruin: no equity, so no fraction of it and no rung says anything any more. Every position is closed, then the fund halts;
    /// begun once, whatever cut was under way, and again by a fund that somebody resumes without equity.
    /// </summary>
    private async Task EndAsync(MarkedFund fund, CancellationToken cancellation)
    {
        if (fund.State.State == TradingState.Halted || fund.State.FlattenBy is not null || fund.Marks.CutGrossTo == 0m)
            return;
        await states.ReduceOnlyAsync(
            new ReduceOnlyAct(
                Text($"Equity is {fund.Equity:N2} dollars: every position is closed, then the fund halts."),
                Risk
            ),
            cancellation
        );
        await marks.ActedAsync(Rung.Third, 0m, cancellation);
        await journal.AppendAsync(
            new FundFact.LadderStepped(
                Ruin,
                fund.Drawdown,
                "no equity is left: every position is closed, then the fund halts"
            ),
            cancellation
        );
        cut.Reset();
    }

    /// <summary>Moves a cut or a flattening on by one step, where one is under way.</summary>
    public async Task WorkAsync(CancellationToken cancellation)
    {
        var state = await states.ReadAsync(cancellation);
        if (state.State == TradingState.Halted)
        {
            cut.Reset();
            return;
        }
        if (marks.Latest is not { } fund)
            return;
        if (state.FlattenBy is { } deadline)
            await FlattenAsync(state, deadline, cancellation);
        else if (fund.Marks.CutGrossTo is { } gross)
            await CutAsync(fund, gross, cancellation);
        else if (fund.Marks.RungsActed >= (int)Rung.Third && state.State == TradingState.ReduceOnly)
            await HaltAfterCutAsync(cancellation);
    }

    private async Task StepLadderAsync(MarkedFund fund, LadderAct act, CancellationToken cancellation)
    {
        var (fraction, what) = act switch
        {
            LadderAct.CutAndReduceOnly c => (
                c.CutFraction,
                Text($"gross is cut by {c.CutFraction:0.00}, then only reductions")
            ),
            LadderAct.CutAndHalt c => (
                c.CutFraction,
                Text($"gross is cut by {c.CutFraction:0.00}, then the fund halts")
            ),
            _ => (0, "new risk is taken at a smaller size"),
        };
        if (act.Rung >= Rung.Second)
            await states.ReduceOnlyAsync(
                new ReduceOnlyAct(Text($"Drawdown reached {act.Drawdown:0.0000}: {what}."), Risk),
                cancellation
            );
        await marks.ActedAsync(act.Rung, fraction > 0 ? fund.Gross * (decimal)(1 - fraction) : null, cancellation);
        await journal.AppendAsync(new FundFact.LadderStepped(NameOf(act.Rung), act.Drawdown, what), cancellation);
        cut.Reset();
    }

    private async Task CutAsync(MarkedFund fund, decimal gross, CancellationToken cancellation)
    {
        var done = await cut.StepAsync(
            OrderOrigin.Risk,
            'r',
            "The drawdown ladder cuts the book.",
            gross,
            cancellation
        );
        if (!done)
            return;
        await marks.CutDoneAsync(cancellation);
        if (fund.Marks.RungsActed >= (int)Rung.Third)
            await HaltAfterCutAsync(cancellation);
    }

    private Task<HaltDone> HaltAfterCutAsync(CancellationToken cancellation) =>
        halting.HaltAsync("The third rung of the drawdown ladder has cut the book.", Risk, cancellation);

    private async Task FlattenAsync(StoredTradingState state, DateTimeOffset deadline, CancellationToken cancellation)
    {
        if (market.Now >= deadline)
        {
            await halting.HaltAsync($"{state.Reason} (not flat by the deadline)", state.By, cancellation);
            await cut.GiveUpAsync("The deadline of the flattening has passed.", cancellation);
            return;
        }
        var flat = await cut.StepAsync(
            OrderOrigin.Command,
            'f',
            "The book is being flattened.",
            gross: 0m,
            cancellation
        );
        if (flat)
            await halting.HaltAsync($"{state.Reason} (flat)", state.By, cancellation);
    }

    private static string NameOf(Rung rung) =>
        rung switch
        {
            Rung.First => "first",
            Rung.Second => "second",
            _ => "third",
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
