using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features.Daily;
using QuantFund.Core.Risk;
using QuantFund.Core.Statistics;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Costs;

/// <summary>
/// Phase G: of the changes that the approved targets ask for, keeps those whose expected benefit is at least twice the cost
/// of both sides. What risk, an ended horizon or the closing time asks for always passes, and of a reduction that risk asks
/// for as much as it asks, rounded up to whole shares; everything else must also be worth the trouble (hysteresis band). A trade never crosses zero: a position that should change sides is closed now and
/// opened by a later cycle. The book that would result is measured against every limit again. Source: STRATEGIES, section G.
/// </summary>
public static class CostFilter
{
    /// <summary>For a fund with equity above zero; without any, <see cref="RuinExits"/>.</summary>
    public static CostReview Keep(ApprovedTargets approved, CostContext context)
    {
        var skips = new List<SkippedTrade>();
        var kept = new List<Candidate>();
        for (var row = 0; row < approved.Weights.Length; row++)
            if (Judge(row, approved, context, skips) is { } candidate)
                kept.Add(candidate);
        var refusal = LimitRecheck.Mend(kept, approved, skips);
        kept.Sort(
            (a, b) =>
            {
                var byPriority = b.Priority.CompareTo(a.Priority);
                return byPriority != 0 ? byPriority : a.Row.CompareTo(b.Row);
            }
        );
        var plan = new TradePlan(context.Cycle, context.Features.AsOf, context.Equity, [.. kept.Select(c => c.Trade)]);
        var held = approved.Context.Current.ToArray();
        foreach (var candidate in kept)
            held[candidate.Row] += candidate.SignedWeight;
        return new CostReview(plan, skips, refusal) { Tracking = Tracking.Of(held, approved.Weights) };
    }

    private static Candidate? Judge(int row, ApprovedTargets approved, CostContext context, List<SkippedTrade> skips)
    {
        var symbol = context.Features.Universe[row].Symbol;
        var held = context.Book.Quantity(symbol);
        var current = approved.Context.Current.Span[row];
        var target = approved.Weights[row];
        // Closed first, opened by a later cycle: no order of ours ever spans zero.
        var crosses = Math.Sign(target) * Math.Sign(held) < 0;
        var goal = crosses ? 0 : target;
        if (goal.Equals(current) || (held == 0m && goal == 0))
            return null;

        var side = goal > current ? Side.Buy : Side.Sell;
        var reduces = held != 0m && (side == Side.Sell) == (held > 0m);
        var ended = reduces && HasEnded(row, symbol, target, approved, context);
        var asked = reduces && approved.IsReductionAsked(row);
        var pressing = ended || asked;
        if (context.State is TradingState.Halted or TradingState.Reconciling)
            return Skip(
                double.NaN,
                $"The fund is {(context.State == TradingState.Halted ? "halted" : "reconciling")}."
            );
        if (context.Borrow.TryGetValue(symbol, out var terms) && !terms.Tradable)
            return Skip(double.NaN, "The broker does not trade it now.");
        var price = context.Prices.Prices[row];
        if (price <= 0m && pressing)
            price = context.Book.Mark(context.Book.Positions[symbol]);
        if (price <= 0m)
            return Skip(double.NaN, "No fresh price.");

        var (quantity, change, priced) = Sized(goal);
        if (asked && !ended && Doubt(goal, current, priced, context.Options) is not null)
        {
            // Only what risk asks for passes by itself; the rest of the change is as doubtful as any.
            goal = target = Math.CopySign(Math.Max(Math.Abs(goal), Math.Abs(approved.Allowed[row])), current);
            (quantity, change, priced) = Sized(goal);
        }
        if (quantity == 0m)
            return Skip(priced.Ratio, "Less than one share.");
        if (!pressing && Doubt(goal, current, priced, context.Options) is { } doubt)
            return Skip(priced.Ratio, doubt);
        var holders = approved.Wanted.Holders(row);
        // Nobody wants what is sold because its opinion has ended: it is named by those who wanted it last.
        IReadOnlyList<StrategyId> strategies =
            holders.Count > 0 ? [.. holders.Select(h => h.Strategy)]
            : context.Origins.TryGetValue(symbol, out var opened) ? opened.Strategies
            : [];
        var trade = new PlannedTrade(
            symbol,
            side,
            quantity,
            price,
            context.Prices.SpreadBps[row],
            context.Prices.Estimated[row],
            current,
            target,
            priced.Cost,
            priced.Benefit,
            priced.Ratio,
            reduces,
            Borrow: side == Side.Sell && !reduces,
            Why(row, pressing, priced, holders.Count > 0, strategies, approved),
            strategies
        );
        return new Candidate(row, trade, change, ConvictionOf(row, approved), pressing);

        (decimal Quantity, double Change, Priced Priced) Sized(double to)
        {
            var shares = QuantityOf(to, current, held, reduces, asked, context.Equity, price);
            var moved =
                reduces && current != 0
                    ? -current * (double)(shares / Math.Abs(held))
                    : (side == Side.Buy ? 1 : -1) * (double)(shares * price / context.Equity);
            return (shares, moved, Price(row, symbol, side, shares, price, moved, reduces, approved, context));
        }

        Candidate? Skip(double ratio, string why)
        {
            skips.Add(new SkippedTrade(symbol, side, current, target, ratio, why));
            return null;
        }
    }

    /// <summary>Reductions that pass whatever they cost, since what the position was opened for is over.</summary>
    private static bool HasEnded(int row, Symbol symbol, double target, ApprovedTargets approved, CostContext context)
    {
        var current = approved.Context.Current.Span[row];
        var ends = target == 0 || Math.Sign(target) != Math.Sign(current);
        if (!context.Origins.TryGetValue(symbol, out var origin))
            return ends;
        var closing = context.Features.AsOf >= context.Session.ClosingTime;
        return (origin.Intraday && closing)
            || (ends && origin.HorizonHasPassed(context.Features.AsOf, context.Session, context.Features.Sessions));
    }

    private static decimal QuantityOf(
        double goal,
        double current,
        decimal held,
        bool reduces,
        bool asked,
        decimal equity,
        decimal price
    )
    {
        if (goal == 0)
            return Math.Abs(held);
        // Rounded towards zero a reduction would leave a limit broken by part of a share.
        if (asked && current != 0)
            return Math.Min(
                decimal.Ceiling(
                    (Math.Abs(held) * (decimal)(Math.Abs(goal - current) / Math.Abs(current))) - Tolerance.Amount
                ),
                Math.Abs(held)
            );
        var shares = Tolerance.Whole((decimal)Math.Abs(goal - current) * equity / price);
        return reduces ? Math.Min(shares, Math.Abs(held)) : shares;
    }

    private static string? Doubt(double goal, double current, Priced priced, CostOptions options)
    {
        var change = Math.Abs(goal - current);
        if (
            Tolerance.AtMost(change, options.BandFraction)
            || Tolerance.AtMost(change, options.BandRelative * Math.Max(Math.Abs(goal), Math.Abs(current)))
        )
            return "Too small a change to trade.";
        if (goal != 0 && Tolerance.Below(priced.Notional, options.MinTradeUsd))
            return string.Create(CultureInfo.InvariantCulture, $"Under ${options.MinTradeUsd:0}.");
        return double.IsNaN(priced.Ratio) ? "No strategy expects anything of it now; its opinion has not ended."
            : Tolerance.Below(priced.Ratio, options.MinBenefitCostRatio)
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"Benefit is {priced.Ratio:0.00} times the cost, under {options.MinBenefitCostRatio:0.0#}."
                )
            : null;
    }

    private static Priced Price(
        int row,
        Symbol symbol,
        Side side,
        decimal quantity,
        decimal price,
        double change,
        bool reduces,
        ApprovedTargets approved,
        CostContext context
    )
    {
        var notional = (double)(quantity * price);
        var oneWay = CostModel.OneWay(context.Prices, context.Features, row, notional);
        var date = NewYork.DateOf(context.Features.AsOf);
        var fees = RegulatoryFees.Usd(date, side, quantity, price);
        var horizon = approved.Wanted.Horizons[row];
        var borrow =
            side == Side.Sell && !reduces && context.Borrow.TryGetValue(symbol, out var terms) && !double.IsNaN(horizon)
                ? terms.AnnualFeeFraction * horizon / Volatility.SessionsPerYear
                : 0;
        var otherFees = RegulatoryFees.Usd(date, side == Side.Buy ? Side.Sell : Side.Buy, quantity, price);
        var both = (notional * ((2 * oneWay) + borrow)) + (double)(fees + otherFees);
        var earned = ChangeReturn.Of(row, change, approved);
        var benefit = (double)context.Equity * earned.Earned;
        return new Priced(
            notional,
            Dollars.Of(notional * oneWay) + Dollars.Rounded(fees),
            double.IsNaN(benefit) ? 0m : Dollars.Of(benefit),
            both > 0 ? benefit / both : double.NaN,
            earned.Earned / change,
            earned.HorizonSessions
        );
    }

    private static double ConvictionOf(int row, ApprovedTargets approved)
    {
        double sum = 0,
            weights = 0;
        var wanted = approved.Wanted;
        for (var i = 0; i < wanted.Proposals.Count; i++)
        {
            var weight = wanted.Shares[i] * Math.Abs(wanted.Proposals[i].Weights[row]);
            if (weight == 0)
                continue;
            sum += weight * Math.Abs(wanted.Proposals[i].Convictions[row]);
            weights += weight;
        }
        return weights > 0 ? sum / weights : 0;
    }

    private static string Why(
        int row,
        bool pressing,
        Priced priced,
        bool wanted,
        IReadOnlyList<StrategyId> strategies,
        ApprovedTargets approved
    )
    {
        var names = string.Join(", ", strategies.Select(s => s.Value));
        if (pressing)
        {
            var who =
                wanted ? $"wanted by {names}"
                : strategies.Count > 0 ? $"wanted by no strategy any more, last by {names}"
                : "wanted by no strategy";
            return approved.IsReductionAsked(row) ? $"Risk asks for it; {who}." : $"Its opinion has ended; {who}.";
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{names}: {priced.Expected:+0.00%;-0.00%} expected over {HorizonText(priced.HorizonSessions)}, {priced.Ratio:0.0} times its cost."
        );
    }

    private static string HorizonText(double sessions) =>
        sessions < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{sessions * Horizon.MinutesPerSession:0} minutes")
            : string.Create(CultureInfo.InvariantCulture, $"{sessions:0.#} sessions");

    /// <param name="Notional">Dollars.</param>
    /// <param name="Cost">Of this side, dollars.</param>
    /// <param name="Benefit">Dollars.</param>
    /// <param name="Ratio">Benefit over the cost of both sides.</param>
    /// <param name="Expected">The return that the change is made for, signed like the price is expected to move.</param>
    /// <param name="HorizonSessions">Over which it is expected.</param>
    private sealed record Priced(
        double Notional,
        decimal Cost,
        decimal Benefit,
        double Ratio,
        double Expected,
        double HorizonSessions
    );
}
