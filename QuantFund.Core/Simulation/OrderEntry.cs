using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Core.Simulation;

/// <summary>The checks of an exchange at the door: why an order is refused, or null when it may enter.</summary>
internal static class OrderEntry
{
    private const decimal LargestQuantity = 10_000_000m;

    public static SubmitAnswer.Refused? Check(
        ExchangeAccount account,
        OrderRequest request,
        IMatchingMarket market,
        bool known
    ) =>
        Form(request)
        ?? (
            known
                ? Refuse(BrokerRefusal.DuplicateClientOrderId, $"client order id {request.ClientOrderId} is taken")
                : null
        )
        ?? Symbol(request, market)
        ?? Crossing(account, request)
        ?? Shorting(account, request, market)
        ?? BuyingPower(account, request, market);

    private static SubmitAnswer.Refused? Form(OrderRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.ClientOrderId.Value) || request.ClientOrderId.Value.Length > 128)
            return Refuse(BrokerRefusal.InvalidOrder, "client order id must have 1 to 128 characters");
        if (request.Quantity <= 0m || request.Quantity != decimal.Truncate(request.Quantity))
            return Refuse(BrokerRefusal.InvalidOrder, "quantity must be a whole number of shares above zero");
        if (request.Quantity > LargestQuantity)
            return Refuse(BrokerRefusal.InvalidOrder, $"quantity must be at most {LargestQuantity}");
        return (request.Type, request.LimitPrice) switch
        {
            (OrderType.Limit, null) => Refuse(BrokerRefusal.InvalidOrder, "a limit order needs a limit price"),
            (OrderType.Limit, <= 0m) => Refuse(BrokerRefusal.InvalidOrder, "limit price must be above zero"),
            (OrderType.Limit, { } price) when !PriceTick.IsOnStep(price) => Refuse(
                BrokerRefusal.InvalidOrder,
                "limit price must be in whole cents, below 1 dollar in hundredths of a cent"
            ),
            (OrderType.Market, not null) => Refuse(BrokerRefusal.InvalidOrder, "a market order has no limit price"),
            _ => null,
        };
    }

    private static SubmitAnswer.Refused? Symbol(OrderRequest request, IMatchingMarket market)
    {
        if (!market.Knows(request.Symbol))
            return Refuse(BrokerRefusal.UnknownSymbol, $"{request.Symbol} is not traded here");
        if (!market.BorrowOf(request.Symbol).Tradable)
            return Refuse(BrokerRefusal.InvalidOrder, $"{request.Symbol} is not tradable");
        if (!market.IsOpen)
            return Refuse(BrokerRefusal.MarketClosed, "the market is closed");
        return market.IsHalted(request.Symbol)
            ? Refuse(BrokerRefusal.SymbolHalted, $"{request.Symbol} is halted")
            : null;
    }

    /// <summary>An order may not meet an open one of the same account.</summary>
    private static SubmitAnswer.Refused? Crossing(ExchangeAccount account, OrderRequest request)
    {
        var own = account.Orders.Values.FirstOrDefault(o =>
            o.Order.Symbol == request.Symbol && o.Order.Side != request.Side && Crosses(request, o.Order)
        );
        return own is null
            ? null
            : Refuse(BrokerRefusal.WashTrade, $"it would trade with the open order {own.Order.ClientOrderId}");
    }

    private static bool Crosses(OrderRequest request, BrokerOrder open)
    {
        if (request.LimitPrice is not { } mine || open.LimitPrice is not { } other)
            return true;
        return request.Side == Side.Buy ? mine >= other : mine <= other;
    }

    private static SubmitAnswer.Refused? Shorting(ExchangeAccount account, OrderRequest request, IMatchingMarket market)
    {
        if (request.Side == Side.Buy || market.BorrowOf(request.Symbol).EasyToBorrow)
            return null;
        var after = account.Quantity(request.Symbol) - OpenQuantity(account, request) - request.Quantity;
        return after < 0m ? Refuse(BrokerRefusal.NotShortable, $"{request.Symbol} is not easy to borrow") : null;
    }

    private static SubmitAnswer.Refused? BuyingPower(
        ExchangeAccount account,
        OrderRequest request,
        IMatchingMarket market
    )
    {
        var price = Math.Max(
            request.LimitPrice ?? 0m,
            market.Line(request.Symbol)?.Quote.Ask ?? market.Mark(request.Symbol) ?? 0m
        );
        var sign = request.Side == Side.Buy ? 1m : -1m;
        var expected = account.Quantity(request.Symbol) + (sign * OpenQuantity(account, request));
        var adding = Math.Max(0m, Math.Abs(expected + (sign * request.Quantity)) - Math.Abs(expected));
        var needed = adding * price;
        var available = account.BuyingPower(market);
        return needed > available
            ? Refuse(
                BrokerRefusal.BuyingPower,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{needed:0.00} dollars needed, {available:0.00} of buying power left"
                )
            )
            : null;
    }

    /// <summary>Shares of the same name and side that are ordered already.</summary>
    private static decimal OpenQuantity(ExchangeAccount account, OrderRequest request) =>
        account
            .Orders.Values.Where(o => o.Order.Symbol == request.Symbol && o.Order.Side == request.Side)
            .Sum(o => o.Remaining);

    private static SubmitAnswer.Refused Refuse(BrokerRefusal refusal, string reason) => new(refusal, reason);
}
