using System.Collections.Frozen;
using System.Globalization;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Pipeline;

namespace QuantFund.Core.Backtesting;

/// <summary>
/// Fills every trade of a plan at the first price after the decision, worse by the cost model's estimate and within the low
/// and high of that bar, and never for less than half the estimated spread: what the bar has no room for is paid beside it. A name without a bar there is not traded, and one that has no price within a session waits for the
/// next: it is left out of the plan.
/// </summary>
internal sealed class NextOpenDesk(BacktestTape tape) : IOrderDesk, IApprovalGate
{
    private readonly List<BacktestTrade> waiting = [];

    /// <summary>The decision whose trades are filled; set before each.</summary>
    public DecisionMoment Now { get; set; } = null!;

    /// <summary>The fills since the last call, oldest first.</summary>
    public IReadOnlyList<BacktestTrade> Take()
    {
        BacktestTrade[] taken = [.. waiting];
        waiting.Clear();
        return taken;
    }

    /// <summary>Fills a trade; null when the name has no bar.</summary>
    /// <param name="symbol">The name.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="quantity">Whole shares.</param>
    /// <param name="costFraction">Estimated cost of the side, a fraction of the value, fees left out.</param>
    /// <param name="spreadBps">The estimated spread.</param>
    /// <param name="strategies">Who wanted it.</param>
    public BacktestTrade? Fill(
        Symbol symbol,
        Side side,
        decimal quantity,
        double costFraction,
        double spreadBps,
        IReadOnlyList<string> strategies
    )
    {
        if (tape.Next(symbol, Now) is not { } first)
            return null;
        var open = Dollars.Of(first.Price);
        var worse = Dollars.Of(first.Price * (1 + ((side == Side.Buy ? 1 : -1) * costFraction)));
        var price =
            side == Side.Buy
                ? Math.Max(open, Math.Min(worse, Dollars.Of(first.High)))
                : Math.Min(open, Math.Max(worse, Dollars.Of(first.Low)));
        var least = Dollars.Rounded(quantity * open * (decimal)(spreadBps / 2 * 1e-4));
        var excess = Math.Max(0m, least - (quantity * Math.Abs(price - open)));
        var fees = Dollars.Rounded(RegulatoryFees.Usd(NewYork.DateOf(first.Time), side, quantity, price));
        var trade = new BacktestTrade(
            first.Time,
            symbol,
            side,
            quantity,
            price,
            open,
            (quantity * Math.Abs(price - open)) + excess + fees,
            fees,
            strategies
        )
        {
            Excess = excess,
        };
        waiting.Add(trade);
        return trade;
    }

    public Task<GateAnswer> AskAsync(TradePlan plan, CancellationToken cancellation) =>
        Task.FromResult<GateAnswer>(
            new GateAnswer.Approved(
                "backtest",
                plan.Trades.Select(t => t.Symbol).Where(s => !tape.CanTrade(s, Now)).ToFrozenSet()
            )
        );

    public Task<Submission> SubmitAsync(TradePlan plan, IReadOnlySet<Symbol> excluded, CancellationToken cancellation)
    {
        var orders = new List<StoredOrder>();
        var refused = new List<RefusedOrder>();
        foreach (var trade in plan.Without(excluded))
        {
            var estimate =
                trade.EstimatedCost
                - RegulatoryFees.Usd(NewYork.DateOf(plan.AsOf), trade.Side, trade.Quantity, trade.ReferencePrice);
            var fraction = (double)(estimate / (trade.Quantity * trade.ReferencePrice));
            var fill = Fill(
                trade.Symbol,
                trade.Side,
                trade.Quantity,
                Math.Max(0, fraction),
                trade.SpreadBps,
                [.. trade.Strategies.Select(s => s.Value)]
            );
            if (fill is null)
                refused.Add(
                    new RefusedOrder(
                        trade.Symbol,
                        "session",
                        Now.AfterClose ? "It did not trade in the session after." : "It did not trade in the bar after."
                    )
                );
            else
                orders.Add(Order(plan, trade, fill));
        }
        return Task.FromResult(new Submission(orders, refused));
    }

    private static StoredOrder Order(TradePlan plan, PlannedTrade trade, BacktestTrade fill)
    {
        var id = new ClientOrderId(string.Create(CultureInfo.InvariantCulture, $"{plan.Cycle}-{trade.Symbol}"));
        var intent = new OrderIntent(
            id,
            OrderOrigin.Cycle,
            plan.Cycle,
            trade.Symbol,
            trade.Side,
            OrderType.Market,
            trade.Quantity,
            null,
            0,
            0,
            trade.Reduces,
            trade.EstimatedCost,
            trade.ReferencePrice,
            plan.AsOf
        );
        return new StoredOrder(
            intent,
            new BrokerOrderId("b-" + id.Value),
            OrderStatus.Filled,
            fill.Quantity,
            fill.Price,
            fill.Cost,
            null,
            plan.AsOf,
            fill.Time,
            fill.Time,
            fill.Time
        );
    }
}
