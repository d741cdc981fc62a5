using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Simulation;
using Xunit;

namespace QuantFund.Core.Tests.Simulation;

/// <summary>Whatever orders come, in whatever order, against whatever prices: the books agree to the cent.</summary>
public sealed class AccountPropertyTests
{
    private static readonly string[] Names = ["AAA", "BBB", "CCC", "DDD"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void RandomOrderFlow_KeepsEveryLawOfTheBook(int seed)
    {
        const decimal cash = 1_000_000m;
        var random = new SeededRandom((ulong)seed);
        var engine = new MatchingEngine((ulong)seed);
        var account = ExchangeAccount.Empty(cash);
        var executions = new List<OrderExecution>();
        var orders = new Dictionary<BrokerOrderId, BrokerOrder>();
        var prices = Names.ToDictionary(n => n, _ => 50.0 + (100 * random.Uniform()), StringComparer.Ordinal);
        var refused = new HashSet<BrokerRefusal>();

        for (var step = 0; step < 1_500; step++)
        {
            var market = Market(ref random, prices, step);
            MatchOutcome outcome;
            var act = random.Below(10);
            if (act < 5)
            {
                var (answer, submitted) = engine.Submit(account, Request(ref random, prices, step), market, false);
                outcome = submitted;
                if (answer is SubmitAnswer.Refused no)
                    refused.Add(no.Refusal);
            }
            else if (act == 5 && account.Orders.Count > 0)
            {
                var any = account.Orders.Values.ElementAt(random.Below(account.Orders.Count)).Order.Id;
                outcome = new MatchOutcome(MatchingEngine.Cancel(account, any).Account, []);
            }
            else if (act == 6 && step % 50 == 0)
            {
                outcome = MatchingEngine.Close(account, market.Now);
            }
            else
            {
                outcome = engine.Step(account, market);
            }

            foreach (var happened in outcome.Events)
                Record(happened, market, orders, executions);
            account = outcome.Account;
            Check(account, cash, executions, orders, market);
        }

        executions.Should().HaveCountGreaterThan(300);
        refused.Should().Contain(BrokerRefusal.BuyingPower).And.Contain(BrokerRefusal.WashTrade);
        executions.Select(e => e.ExecutionId).Should().OnlyHaveUniqueItems();
    }

    private static FakeMarket Market(ref SeededRandom random, Dictionary<string, double> prices, int step)
    {
        var market = new FakeMarket { Now = FakeMarket.Open.AddSeconds(step) };
        foreach (var name in Names)
        {
            prices[name] *= 1 + (.002 * random.Normal());
            var bid = decimal.Round((decimal)prices[name], 2);
            var ask = bid + (.01m * (1 + random.Below(8)));
            market.Quote(name, bid, ask, 100 * (1 + random.Below(20)), bid - .07m, ask + .05m, 9_000_000, step % 60);
        }
        return market;
    }

    private static OrderRequest Request(ref SeededRandom random, Dictionary<string, double> prices, int step)
    {
        var name = Names[random.Below(Names.Length)];
        var side = random.Below(2) == 0 ? Side.Buy : Side.Sell;
        var quantity = 1 + random.Below(random.Below(10) == 0 ? 20_000 : 2_000);
        decimal? limit =
            random.Below(2) == 0 ? null : decimal.Round((decimal)(prices[name] * (1 + (.004 * random.Normal()))), 2);
        var type = limit is null ? OrderType.Market : OrderType.Limit;
        return new OrderRequest(new($"p{step}"), Symbol.Parse(name), side, type, quantity, limit);
    }

    private static void Record(
        BrokerEvent happened,
        FakeMarket market,
        Dictionary<BrokerOrderId, BrokerOrder> orders,
        List<OrderExecution> executions
    )
    {
        if (happened is BrokerEvent.OrderChanged changed)
        {
            orders[changed.Order.Id] = changed.Order;
            return;
        }
        var (execution, order) = ((BrokerEvent.Executed)happened) switch
        {
            var e => (e.Execution, e.Order),
        };
        var line = market.Line(execution.Symbol)!;
        execution.Price.Should().BeInRange(line.Low, line.High);
        execution.Price.Should().Be(decimal.Round(execution.Price, 2));
        if (order.LimitPrice is { } limit)
            (order.Side == Side.Buy ? execution.Price <= limit : execution.Price >= limit).Should().BeTrue();
        var before = orders[order.Id];
        before.Status.IsFinal().Should().BeFalse();
        execution.CumulativeQuantity.Should().Be(before.FilledQuantity + execution.Quantity);
        execution.CumulativeQuantity.Should().BeLessThanOrEqualTo(order.Quantity);
        orders[order.Id] = order;
        executions.Add(execution);
    }

    private static void Check(
        ExchangeAccount account,
        decimal cash,
        List<OrderExecution> executions,
        Dictionary<BrokerOrderId, BrokerOrder> orders,
        FakeMarket market
    )
    {
        var spent = executions.Sum(e => (e.Side == Side.Buy ? 1 : -1) * e.Quantity * e.Price);
        account.Cash.Should().Be(cash - spent);
        foreach (var name in Names)
        {
            var symbol = Symbol.Parse(name);
            var held = executions.Where(e => e.Symbol == symbol).Sum(e => (e.Side == Side.Buy ? 1 : -1) * e.Quantity);
            account.Quantity(symbol).Should().Be(held);
        }
        var value = account.Positions.Values.Sum(p => p.Quantity * market.Mark(p.Symbol)!.Value);
        account.Equity(market).Should().Be(account.Cash + value);
        account.Orders.Values.Select(o => o.Order).Should().Equal(orders.Values.Where(o => !o.Status.IsFinal()));
    }
}
