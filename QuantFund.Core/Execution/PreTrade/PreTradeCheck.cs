using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;

namespace QuantFund.Core.Execution.PreTrade;

/// <summary>
/// The last check of every order, in the transaction that permits it. The first rule broken refuses. A reduction is held
/// to state, session, price and to being a reduction; only what adds risk is held to the limits. Source: STRATEGIES,
/// section F.
/// </summary>
public static class PreTradeCheck
{
    public static PreTradeVerdict Verdict(OrderIntent intent, PermitFacts facts, PreTradeContext context) =>
        Form(intent)
        ?? State(intent, facts.State)
        ?? PlanLife(intent, facts)
        ?? Session(intent, context)
        ?? OwnOrders(intent, facts)
        ?? Price(intent, facts, context)
        ?? Reduction(intent, facts)
        ?? (intent.Reduces ? null : AddedRisk(intent, facts, context))
        ?? (PreTradeVerdict)new PreTradeVerdict.Allowed();

    private static PreTradeVerdict.Refused? Form(OrderIntent intent)
    {
        if (intent.Quantity <= 0m || intent.Quantity != decimal.Truncate(intent.Quantity))
            return Refuse("form", $"The quantity must be a whole number of shares above zero, not {intent.Quantity}.");
        if (intent.Type == OrderType.Limit != intent.LimitPrice is > 0m)
            return Refuse("form", "A limit order needs a limit price above zero, a market order none.");
        return null;
    }

    private static PreTradeVerdict.Refused? State(OrderIntent intent, StoredTradingState state)
    {
        if (state.State == TradingState.Halted)
            return Refuse("tradingState", $"Trading is halted: {state.Reason}");
        if (state.State != TradingState.ReduceOnly)
            return null;
        if (!intent.Reduces)
            return Refuse("tradingState", $"Only reductions are allowed: {state.Reason}");
        return state.FlattenBy is not null && intent.Origin != OrderOrigin.Command
            ? Refuse("tradingState", $"The book is being flattened: {state.Reason}")
            : null;
    }

    /// <summary>Whatever held it up: a full disk, a locked store, a process that slept.</summary>
    private static PreTradeVerdict.Refused? PlanLife(OrderIntent intent, PermitFacts facts) =>
        intent.PlanEnds is { } end && Latest(intent, facts) >= end
            ? Refuse("planLife", string.Create(CultureInfo.InvariantCulture, $"Its plan was good until {end:u} only."))
            : null;

    private static DateTimeOffset Latest(OrderIntent intent, PermitFacts facts) =>
        facts.Now > intent.CreatedAt ? facts.Now : intent.CreatedAt;

    private static PreTradeVerdict.Refused? Session(OrderIntent intent, PreTradeContext context)
    {
        if (!context.Reconciled)
            return Refuse("reconciling", "The fund's book and the broker's have not been compared yet.");
        if (context.Session is not null)
            return null;
        return Refuse(
            "session",
            intent.Type == OrderType.Market
                ? "Market orders are sent in regular hours only."
                : "The market is closed; day orders are sent in regular hours only."
        );
    }

    private static PreTradeVerdict.Refused? OwnOrders(OrderIntent intent, PermitFacts facts)
    {
        foreach (var open in facts.OpenOrders)
        {
            if (open.Intent.Symbol != intent.Symbol || open.Id == intent.Id)
                continue;
            return open.Intent.Side == intent.Side
                ? Refuse("duplicate", $"{open.Id} for {intent.Symbol} is still open.")
                : Refuse("washTrade", $"{open.Id} on the other side of {intent.Symbol} is still open.");
        }
        return null;
    }

    private static PreTradeVerdict.Refused? Price(OrderIntent intent, PermitFacts facts, PreTradeContext context)
    {
        if (!context.Quotes.TryGetValue(intent.Symbol, out var quote) || quote.Bid <= 0m || quote.Ask < quote.Bid)
            return Refuse("priceCollar", $"There is no quote of {intent.Symbol}.");
        var age = Latest(intent, facts) - quote.Time;
        if (age > Quote.FreshFor)
            return Refuse(
                "priceCollar",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The quote of {intent.Symbol} is {age.TotalSeconds:0} s old."
                )
            );
        var price = intent.LimitPrice ?? (intent.Side == Side.Buy ? quote.Ask : quote.Bid);
        var distance = Distance(intent, price, quote);
        return distance > (decimal)context.Execution.PriceCollarFraction
            ? Refuse(
                "priceCollar",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{price} is {distance:0.0000} away from the mid {quote.Mid}, more than {context.Execution.PriceCollarFraction} of it."
                )
            )
            : null;
    }

    /// <summary>
    /// How far a price lies from the quote, a fraction. A reduction is measured from the quote's own sides: within a spread
    /// that is wider than the collar there would be no price at all to get out at.
    /// </summary>
    private static decimal Distance(OrderIntent intent, decimal price, Quote quote) =>
        !intent.Reduces ? Math.Abs((price / quote.Mid) - 1m)
        : price > quote.Ask ? (price / quote.Ask) - 1m
        : price < quote.Bid ? 1m - (price / quote.Bid)
        : 0m;

    private static PreTradeVerdict.Refused? Reduction(OrderIntent intent, PermitFacts facts)
    {
        if (!intent.Reduces)
            return null;
        var held = Held(intent.Symbol, facts);
        var change = LedgerArithmetic.Signed(intent.Side, intent.Quantity);
        return held != 0m && Math.Sign(held) != Math.Sign(change) && Math.Abs(change) <= Math.Abs(held)
            ? null
            : Refuse("reduceOnly", $"{intent.Side} {intent.Quantity} does not reduce a position of {held}.");
    }

    private static PreTradeVerdict.Refused? AddedRisk(OrderIntent intent, PermitFacts facts, PreTradeContext context)
    {
        if (context.Restricted.Contains(intent.Symbol))
            return Refuse("restricted", $"{intent.Symbol} is restricted.");
        var held = Held(intent.Symbol, facts);
        var after = held + LedgerArithmetic.Signed(intent.Side, intent.Quantity);
        return Borrowable(intent, after, context) ?? Limits(intent, after, facts, context);
    }

    private static PreTradeVerdict.Refused? Borrowable(OrderIntent intent, decimal after, PreTradeContext context)
    {
        if (context.Borrow is not { } borrow)
            return Refuse("borrow", $"The broker has not said whether {intent.Symbol} can be traded.");
        if (!borrow.Tradable)
            return Refuse("borrow", $"{intent.Symbol} can't be traded at the broker now.");
        if (intent.Side == Side.Buy || after >= 0m)
            return null;
        if (!context.Risk.EnableShorting)
            return Refuse("borrow", "Short sales are switched off (Risk:EnableShorting).");
        return borrow.EasyToBorrow ? null : Refuse("borrow", $"{intent.Symbol} is not easy to borrow now.");
    }

    private static PreTradeVerdict.Refused? Limits(
        OrderIntent intent,
        decimal after,
        PermitFacts facts,
        PreTradeContext context
    )
    {
        decimal Mark(Symbol symbol) =>
            context.Quotes.TryGetValue(symbol, out var quote) && quote.Mid > 0m ? quote.Mid
            : facts.Positions.TryGetValue(symbol, out var position) ? position.AveragePrice
            : 0m;

        var equity = facts.Cash + facts.Positions.Values.Sum(p => p.Quantity * Mark(p.Symbol));
        if (equity <= 0m)
            return Refuse("equity", "There is no equity to take risk with.");

        var tolerance = 1m + (decimal)context.Execution.LimitTolerance;
        var notional = intent.Quantity * (intent.LimitPrice ?? Mark(intent.Symbol));
        if (notional > equity * (decimal)context.Execution.MaxOrderFraction)
            return Refuse("notional", Exceeds("The order", notional, equity, context.Execution.MaxOrderFraction));

        var position = Math.Abs(after) * Mark(intent.Symbol);
        if (position > equity * (decimal)context.Risk.MaxPositionFraction * tolerance)
            return Refuse("position", Exceeds("The position", position, equity, context.Risk.MaxPositionFraction));

        var gross = position + GrossOfOthers(intent.Symbol, facts, Mark);
        if (gross > equity * (decimal)context.Risk.MaxGrossFraction * tolerance)
            return Refuse("gross", Exceeds("Gross exposure", gross, equity, context.Risk.MaxGrossFraction));

        return BuyingPower(notional, facts, context);
    }

    /// <summary>Every other name at its worst: as held, or as held once its open order fills.</summary>
    private static decimal GrossOfOthers(Symbol except, PermitFacts facts, Func<Symbol, decimal> mark)
    {
        var open = facts
            .OpenOrders.GroupBy(o => o.Intent.Symbol)
            .ToDictionary(g => g.Key, g => g.Sum(o => LedgerArithmetic.Signed(o.Intent.Side, o.Remaining)));
        return facts
            .Positions.Keys.Union(open.Keys)
            .Where(s => s != except)
            .Sum(s =>
            {
                var held = Held(s, facts);
                return Math.Max(Math.Abs(held), Math.Abs(held + open.GetValueOrDefault(s))) * mark(s);
            });
    }

    private static PreTradeVerdict.Refused? BuyingPower(decimal notional, PermitFacts facts, PreTradeContext context)
    {
        if (context.Account is not { } account)
            return Refuse("buyingPower", "The broker has not said what buying power there is.");
        var promised = facts
            .OpenOrders.Where(o => !o.Intent.Reduces && o.Intent.CreatedAt > account.Time)
            .Sum(o => o.Remaining * (o.Intent.LimitPrice ?? o.Intent.ReferencePrice));
        return notional > account.BuyingPower - promised
            ? Refuse(
                "buyingPower",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The order of {notional:0.00} is more than the buying power of {account.BuyingPower - promised:0.00}."
                )
            )
            : null;
    }

    private static decimal Held(Symbol symbol, PermitFacts facts) =>
        facts.Positions.TryGetValue(symbol, out var position) ? position.Quantity : 0m;

    private static string Exceeds(string what, decimal value, decimal equity, double limit) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what} would be {value / equity:0.0000} of equity, more than {limit}."
        );

    private static PreTradeVerdict.Refused Refuse(string check, string reason) => new(check, reason);
}
