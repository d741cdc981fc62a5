using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Ingestion;

namespace QuantFund.Testing.Fakes;

/// <summary>What the broker does with one POST.</summary>
public enum PostScript
{
    Accept,

    /// <summary>The order arrives, its answer is lost.</summary>
    LoseAnswer,

    /// <summary>The order never arrives, and no answer comes.</summary>
    LoseOrder,

    /// <summary>As <see cref="LoseAnswer"/>, but nothing comes back until the caller gives up.</summary>
    ArriveAndHang,

    /// <summary>As <see cref="LoseOrder"/>, but nothing comes back until the caller gives up.</summary>
    Hang,

    Refuse,
}

/// <summary>
/// A broker that a test scripts: it outlives the processes that trade on it. By default orders are taken and rest;
/// the test fills and confirms, or lets <see cref="FillAtOnce"/> do so.
/// </summary>
public sealed class ScriptedBroker(MarketTime market)
{
    private readonly List<BrokerOrder> orders = [];
    private readonly List<OrderExecution> executions = [];
    private readonly HashSet<BrokerOrderId> cancelling = [];
    private readonly SortedDictionary<Symbol, Position> positions = [];

    /// <summary>Scripts of the next POSTs, in order; when none is left, orders are accepted.</summary>
    public Queue<PostScript> Posts { get; } = new();

    public BrokerRefusal Refusal { get; set; } = BrokerRefusal.Other;

    /// <summary>Fraction of each order that fills as it arrives; limit orders only when their price is at the touch or better.</summary>
    public decimal FillAtOnce { get; set; }

    /// <summary>Cancels are confirmed as they are asked for; false leaves that to <see cref="ConfirmCancels"/>.</summary>
    public bool ConfirmsAtOnce { get; set; } = true;

    /// <summary>Reads and posts fail, as with a dead connection.</summary>
    public bool Down { get; set; }

    /// <summary>Runs at the moment a POST reaches the broker, before it does anything.</summary>
    public Action<OrderRequest>? Arriving { get; set; }

    public decimal Cash { get; set; } = 1_000_000m;

    public decimal BuyingPower { get; set; } = 4_000_000m;

    public Dictionary<Symbol, Quote> Quotes { get; } = [];

    public Dictionary<Symbol, Borrow> Borrow { get; } = [];

    public IReadOnlyList<BrokerOrder> Orders => orders;

    public IReadOnlyList<OrderExecution> Executions => executions;

    public IEnumerable<Position> Positions => positions.Values;

    /// <summary>Every POST that reached the broker or was refused there, in order.</summary>
    public List<OrderRequest> Received { get; } = [];

    public List<BrokerOrderId> CancelsAsked { get; } = [];

    public void Hold(Symbol symbol, decimal quantity, decimal averagePrice) =>
        positions[symbol] = new Position(symbol, quantity, averagePrice);

    /// <summary>Sets a symmetric quote at market time and makes the name tradable and easy to borrow.</summary>
    public void Quote(Symbol symbol, decimal mid, decimal halfSpread = 0.01m)
    {
        Quotes[symbol] = new Quote(symbol, mid - halfSpread, mid + halfSpread, 1_000m, 1_000m, market.Now);
        Borrow.TryAdd(symbol, new Borrow(symbol, Tradable: true, EasyToBorrow: true, 0));
    }

    /// <summary>The same quotes, as of now.</summary>
    public void Requote()
    {
        foreach (var (symbol, quote) in Quotes.ToList())
            Quotes[symbol] = quote with { Time = market.Now };
    }

    public BrokerOrder Order(ClientOrderId id) => orders.Single(o => o.ClientOrderId == id);

    public BrokerOrder Open(Symbol symbol) => orders.Single(o => o.Symbol == symbol && !o.Status.IsFinal());

    public SubmitAnswer Take(OrderRequest request)
    {
        Arriving?.Invoke(request);
        Received.Add(request);
        if (orders.Exists(o => o.ClientOrderId == request.ClientOrderId))
            return new SubmitAnswer.Refused(BrokerRefusal.DuplicateClientOrderId, "client_order_id must be unique");
        var order = new BrokerOrder(
            new BrokerOrderId(string.Create(CultureInfo.InvariantCulture, $"b{orders.Count + 1}")),
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
        orders.Add(order);
        if (FillAtOnce > 0m && IsAtTouch(request))
            Fill(order.Id, decimal.Truncate(request.Quantity * FillAtOnce));
        return new SubmitAnswer.Accepted(order);
    }

    /// <summary>Fills part of an order at its limit or the touch, and books it.</summary>
    public OrderExecution? Fill(BrokerOrderId id, decimal quantity, decimal? price = null)
    {
        var at = orders.FindIndex(o => o.Id == id);
        var order = orders[at];
        if (order.Status.IsFinal())
            throw new InvalidOperationException($"{order.ClientOrderId} is {order.Status} and can't fill.");
        if (quantity <= 0m)
            return null;
        var quote = Quotes[order.Symbol];
        var paid = price ?? order.LimitPrice ?? (order.Side == Side.Buy ? quote.Ask : quote.Bid);
        var filled = order.FilledQuantity + quantity;
        var execution = new OrderExecution(
            order.Id,
            order.ClientOrderId,
            string.Create(CultureInfo.InvariantCulture, $"x{executions.Count + 1}"),
            order.Symbol,
            order.Side,
            quantity,
            paid,
            filled,
            0m,
            market.Now
        );
        executions.Add(execution);
        orders[at] = order with
        {
            FilledQuantity = filled,
            AveragePrice = ((order.FilledQuantity * (order.AveragePrice ?? 0m)) + (quantity * paid)) / filled,
            Status = filled == order.Quantity ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
            UpdatedAt = market.Now,
        };
        Cash += LedgerArithmetic.CashOf(execution);
        var held = positions.GetValueOrDefault(order.Symbol) ?? new Position(order.Symbol, 0m, 0m);
        var after = LedgerArithmetic.After(held, execution);
        if (after.Quantity == 0m)
            positions.Remove(order.Symbol);
        else
            positions[order.Symbol] = after;
        return execution;
    }

    public void FillRest(Symbol symbol)
    {
        var order = Open(symbol);
        Fill(order.Id, order.Quantity - order.FilledQuantity);
    }

    public CancelAnswer Cancel(BrokerOrderId id)
    {
        CancelsAsked.Add(id);
        var at = orders.FindIndex(o => o.Id == id);
        if (at < 0)
            return CancelAnswer.UnknownOrder;
        if (orders[at].Status.IsFinal())
            return CancelAnswer.NotCancellable;
        cancelling.Add(id);
        if (ConfirmsAtOnce)
            ConfirmCancels();
        return CancelAnswer.Requested;
    }

    /// <summary>Every cancel that was asked for takes effect, where a fill was not faster.</summary>
    public void ConfirmCancels()
    {
        foreach (var id in cancelling)
        {
            var at = orders.FindIndex(o => o.Id == id);
            if (!orders[at].Status.IsFinal())
                End(at, OrderStatus.Cancelled, "cancelled on request");
        }
        cancelling.Clear();
    }

    /// <summary>The session closes: day orders expire.</summary>
    public void Expire()
    {
        for (var at = 0; at < orders.Count; at++)
            if (!orders[at].Status.IsFinal())
                End(at, OrderStatus.Expired, "the session closed");
    }

    public AccountReading Account() =>
        new(
            market.Now,
            Cash,
            Cash + positions.Values.Sum(p => p.Quantity * (Quotes.GetValueOrDefault(p.Symbol)?.Mid ?? p.AveragePrice)),
            BuyingPower,
            [.. positions.Values]
        );

    private void End(int at, OrderStatus status, string reason) =>
        orders[at] = orders[at] with { Status = status, Reason = reason, UpdatedAt = market.Now };

    private bool IsAtTouch(OrderRequest request) =>
        request.LimitPrice is not { } limit
        || (request.Side == Side.Buy ? limit >= Quotes[request.Symbol].Ask : limit <= Quotes[request.Symbol].Bid);
}
