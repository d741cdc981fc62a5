using System.Collections.Immutable;
using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Core.Simulation;

/// <summary>The account after an act, and what is to be told of it, in order. Nothing is told before it is stored.</summary>
public sealed record MatchOutcome(ExchangeAccount Account, IReadOnlyList<BrokerEvent> Events);

/// <summary>
/// Matches day orders against quotes. Pure: account and market in, account and events out. It charges no fees and no
/// interest, so cash changes by executions alone.
/// </summary>
public sealed class MatchingEngine(ulong seed)
{
    /// <summary>
    /// Takes an order in and matches it at once, or refuses it. <paramref name="known"/>: the client order id was used
    /// before. The answer shows the order as accepted; fills are in the outcome.
    /// </summary>
    public (SubmitAnswer Answer, MatchOutcome Outcome) Submit(
        ExchangeAccount account,
        OrderRequest request,
        IMatchingMarket market,
        bool known
    )
    {
        if (OrderEntry.Check(account, request, market, known) is { } refused)
            return (refused, new MatchOutcome(account, []));
        var order = new BrokerOrder(
            IdOf(account.NextOrder),
            request.ClientOrderId,
            request.Symbol,
            request.Side,
            request.Type,
            request.Quantity,
            request.LimitPrice,
            0m,
            null,
            OrderStatus.Accepted,
            null,
            market.Now,
            market.Now
        );
        var working = new WorkingOrder(account.NextOrder, order, 0m, CancelRequested: false);
        var events = new List<BrokerEvent> { new BrokerEvent.OrderChanged(order, market.Now) };
        account = account with
        {
            NextOrder = account.NextOrder + 1,
            Orders = account.Orders.Add(working.Number, working),
        };
        account = Match(account, working, market, events);
        return (new SubmitAnswer.Accepted(order), new MatchOutcome(account, events));
    }

    /// <summary>Asks for a cancel; the next step confirms it unless a fill is faster.</summary>
    public static (CancelAnswer Answer, ExchangeAccount Account) Cancel(ExchangeAccount account, BrokerOrderId id)
    {
        var working = account.Orders.Values.FirstOrDefault(o => o.Order.Id == id);
        return working is null
            ? (CancelAnswer.UnknownOrder, account)
            : (
                CancelAnswer.Requested,
                account with
                {
                    Orders = account.Orders.SetItem(working.Number, working with { CancelRequested = true }),
                }
            );
    }

    /// <summary>Lets every open order meet the market as it is now, oldest first, then confirms cancels.</summary>
    public MatchOutcome Step(ExchangeAccount account, IMatchingMarket market)
    {
        var events = new List<BrokerEvent>();
        foreach (var number in account.Orders.Keys)
        {
            account = Match(account, account.Orders[number], market, events);
            if (account.Orders.TryGetValue(number, out var left) && left.CancelRequested)
                account = End(account, left, OrderStatus.Cancelled, "cancelled on request", market.Now, events);
        }
        return new MatchOutcome(account, events);
    }

    /// <summary>The session is over: what is still open expires, or is cancelled where that was asked for.</summary>
    public static MatchOutcome Close(ExchangeAccount account, DateTimeOffset time)
    {
        var events = new List<BrokerEvent>();
        foreach (var working in account.Orders.Values)
            account = working.CancelRequested
                ? End(account, working, OrderStatus.Cancelled, "cancelled on request", time, events)
                : End(account, working, OrderStatus.Expired, "the session closed", time, events);
        return new MatchOutcome(account with { Taken = account.Taken.Clear() }, events);
    }

    private static BrokerOrderId IdOf(long number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"sim-{number:0000000}"));

    private static ExchangeAccount End(
        ExchangeAccount account,
        WorkingOrder working,
        OrderStatus status,
        string reason,
        DateTimeOffset time,
        List<BrokerEvent> events
    )
    {
        var order = working.Order with { Status = status, Reason = reason, UpdatedAt = time };
        events.Add(new BrokerEvent.OrderChanged(order, time));
        return account with { Orders = account.Orders.Remove(working.Number) };
    }

    private ExchangeAccount Match(
        ExchangeAccount account,
        WorkingOrder working,
        IMatchingMarket market,
        List<BrokerEvent> events
    )
    {
        var symbol = working.Order.Symbol;
        if (!market.IsOpen || market.IsHalted(symbol) || market.Line(symbol) is not { } line)
            return account;
        var taken = TakenAt(account, line);
        if (OrderFill.At(seed, working, line, taken) is not { } fill)
            return account;
        var filled = Filled(working, fill.Quantity, fill.Price, market.Now);
        var execution = new OrderExecution(
            filled.Order.Id,
            filled.Order.ClientOrderId,
            string.Create(CultureInfo.InvariantCulture, $"exec-{account.NextExecution:00000000}"),
            symbol,
            filled.Order.Side,
            fill.Quantity,
            fill.Price,
            filled.Order.FilledQuantity,
            0m,
            market.Now
        );
        events.Add(new BrokerEvent.Executed(execution, filled.Order, market.Now));
        var buys = filled.Order.Side == Side.Buy;
        return account with
        {
            Cash = account.Cash - (working.Sign * fill.Quantity * fill.Price),
            Positions = PositionMath.Apply(account.Positions, symbol, working.Sign * fill.Quantity, fill.Price),
            Orders =
                filled.Remaining == 0m
                    ? account.Orders.Remove(working.Number)
                    : account.Orders.SetItem(working.Number, filled),
            Taken = account.Taken.SetItem(
                symbol,
                taken with
                {
                    InBar = taken.InBar + fill.Quantity,
                    Bought = taken.Bought + (buys ? fill.Quantity : 0m),
                    Sold = taken.Sold + (buys ? 0m : fill.Quantity),
                }
            ),
            NextExecution = account.NextExecution + 1,
        };
    }

    private static WorkingOrder Filled(WorkingOrder working, decimal quantity, decimal price, DateTimeOffset now)
    {
        var total = working.Order.FilledQuantity + quantity;
        var value = working.FilledValue + (quantity * price);
        var order = working.Order with
        {
            FilledQuantity = total,
            AveragePrice = decimal.Round(value / total, 6),
            Status = total == working.Order.Quantity ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
            UpdatedAt = now,
        };
        return working with { Order = order, FilledValue = value };
    }

    /// <summary>What was taken of the bar and of the sizes at hand; a new bar or a new drawing of sizes starts afresh.</summary>
    private static Taken TakenAt(ExchangeAccount account, MarketLine line)
    {
        if (!account.Taken.TryGetValue(line.Quote.Symbol, out var taken) || taken.Bar != line.BarStart)
            return new Taken(line.BarStart, 0m, line.Bin, 0m, 0m);
        return taken.Bin == line.Bin ? taken : taken with { Bin = line.Bin, Bought = 0m, Sold = 0m };
    }
}
