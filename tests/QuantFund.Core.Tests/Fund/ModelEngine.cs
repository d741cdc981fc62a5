using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Core.Tests.Fund;

/// <summary>
/// An engine as plain tables: each act changes a row and tells of it with the next sequence. Its snapshot is read off the
/// tables alone, so it says independently what a replica must show.
/// </summary>
internal sealed class ModelEngine
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    private readonly List<OrderView> orders = [];
    private readonly List<FillView> fills = [];
    private readonly List<CycleView> cycles = [];
    private readonly List<FundAlarm> alarms = [];
    private readonly Dictionary<Symbol, (decimal Quantity, decimal Cost)> book = [];
    private StoredTradingState trading = new(TradingState.Active, "new", "engine", Start);
    private PlanView? waiting;
    private DebateView? debate;
    private IReadOnlyList<StrategyView> strategies = [];
    private decimal cash = 1_000_000m;
    private long sequence;

    private DateTimeOffset Now => Start.AddMinutes(sequence);

    /// <summary>One act, chosen and shaped by two numbers.</summary>
    public FundEvent Act(int kind, int shape) =>
        (kind % 8) switch
        {
            0 => Halt(shape),
            1 => Begin(),
            2 => Place(shape),
            3 => Fill(shape),
            4 => Weigh(shape),
            5 => Plan(shape),
            6 => Finish(shape),
            _ => Differ(shape),
        };

    public FundState Snapshot() =>
        new()
        {
            Sequence = sequence,
            Trading = trading,
            Orders = [.. Enumerable.Reverse(orders).Take(FundState.MostOrders)],
            Fills = [.. Enumerable.Reverse(fills).Take(FundState.MostFills)],
            Cycles = [.. Enumerable.Reverse(cycles).Take(FundState.MostCycles)],
            Alarms = [.. Enumerable.Reverse(alarms).Take(FundState.MostAlarms)],
            Waiting = waiting,
            Debate = debate,
            Strategies = [.. strategies],
            Positions =
            [
                .. book.Select(p =>
                {
                    var average = p.Value.Cost / p.Value.Quantity;
                    return new PositionView(p.Key, p.Value.Quantity, average, average, p.Value.Cost, 0, "", 0, null);
                }),
            ],
        };

    private FundEvent Halt(int shape)
    {
        trading = new(shape % 2 == 0 ? TradingState.Halted : TradingState.Active, $"reason {shape}", "operator", Now);
        var (level, title) =
            trading.State == TradingState.Halted
                ? (AlarmLevel.Critical, "Trading halted")
                : (AlarmLevel.Notice, "Orders are permitted again");
        alarms.Add(new(sequence + 1, Now, level, title, $"operator: {trading.Reason}"));
        return Tell(new FundFact.TradingStateChanged(trading.State, trading.Reason, trading.By, trading.Since));
    }

    private FundEvent Begin()
    {
        var cycle = new CycleView(
            new CycleId($"c{cycles.Count}"),
            Now,
            CycleStatus.Running,
            Now,
            null,
            null,
            null,
            trading.State,
            null,
            0,
            new Dictionary<string, double>(StringComparer.Ordinal),
            null
        );
        cycles.Add(cycle);
        return Tell(new FundFact.CycleChanged(cycle));
    }

    private FundEvent Finish(int shape)
    {
        if (cycles.Count == 0)
            return Begin();
        var place = shape % cycles.Count;
        var failed = shape % 3 == 0;
        cycles[place] = cycles[place] with
        {
            Status = failed ? CycleStatus.Failed : CycleStatus.Completed,
            FinishedAt = Now,
            Reason = failed ? "broken" : null,
        };
        if (waiting?.CycleId == cycles[place].Id)
            waiting = null;
        if (failed)
            alarms.Add(new(sequence + 1, Now, AlarmLevel.Critical, $"Cycle {cycles[place].Id} failed", "broken"));
        return Tell(new FundFact.CycleChanged(cycles[place]));
    }

    private FundEvent Plan(int shape)
    {
        if (waiting is { } plan)
        {
            waiting = null;
            return Tell(new FundFact.PlanDecided(plan.CycleId, plan.PlanHash, shape % 2 == 0, "operator", null, []));
        }
        waiting = new PlanView(new CycleId($"c{shape}"), $"hash {shape}", Now, 1m, [], null);
        return Tell(new FundFact.PlanAwaitsApproval(waiting));
    }

    private FundEvent Place(int shape)
    {
        var order = new OrderView(
            new ClientOrderId($"o{orders.Count}"),
            null,
            null,
            Name(shape),
            shape % 2 == 0 ? Side.Buy : Side.Sell,
            OrderType.Market,
            10 + shape % 7,
            0,
            null,
            null,
            OrderStatus.Intended,
            null,
            1m,
            null,
            null
        );
        orders.Add(order);
        return Tell(new FundFact.OrderChanged(order));
    }

    private FundEvent Fill(int shape)
    {
        var place = orders.FindIndex(o => o.FilledQuantity < o.Quantity);
        if (place < 0)
            return Place(shape);
        var order = orders[place];
        var shares = Math.Min(order.Quantity - order.FilledQuantity, 1 + shape % 9);
        var price = 20m + shape % 5;
        var filled = order.FilledQuantity + shares;
        orders[place] = order = order with
        {
            FilledQuantity = filled,
            Status = filled == order.Quantity ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
        };
        var fill = new FillView(order.ClientOrderId, null, order.Symbol, order.Side, shares, price, Now);
        fills.Add(fill);
        var signed = order.Side == Side.Buy ? shares : -shares;
        cash -= signed * price;
        Book(order.Symbol, signed, price);
        return Tell(new FundFact.OrderFilled(order, fill, book.GetValueOrDefault(order.Symbol).Quantity, cash));
    }

    /// <summary>Cost of the open shares: closing takes its share of it away, crossing zero starts anew.</summary>
    private void Book(Symbol symbol, decimal signed, decimal price)
    {
        var (held, cost) = book.GetValueOrDefault(symbol);
        var closed = held * signed < 0 ? Math.Min(Math.Abs(held), Math.Abs(signed)) * Math.Sign(signed) : 0m;
        if (closed != 0)
            (held, cost) = (held + closed, cost + (closed * cost / held));
        (held, cost) = (held + signed - closed, cost + ((signed - closed) * price));
        if (held == 0)
            book.Remove(symbol);
        else
            book[symbol] = (held, cost);
    }

    private FundEvent Weigh(int shape)
    {
        if (shape % 2 == 0)
        {
            debate = new DebateView(new CycleId($"c{shape}"), "rules", []);
            return Tell(new FundFact.DebateScored(debate));
        }
        strategies = [new(new StrategyId("s"), "f", StrategyState.Enabled, shape / 1000.0, 0, 0, null)];
        return Tell(new FundFact.StrategiesWeighed(strategies));
    }

    private FundEvent Differ(int shape)
    {
        alarms.Add(
            new(
                sequence + 1,
                Now,
                AlarmLevel.Critical,
                "Book differs from the broker",
                $"cash: the fund has {shape}, the broker has 0."
            )
        );
        return Tell(
            new FundFact.DifferenceFound("cash", shape.ToString(System.Globalization.CultureInfo.InvariantCulture), "0")
        );
    }

    private FundEvent Tell(FundFact fact)
    {
        var time = Now;
        return fact.At(++sequence, time);
    }

    private static Symbol Name(int shape) => Symbol.Parse(((char)('A' + shape % 3)).ToString());
}
