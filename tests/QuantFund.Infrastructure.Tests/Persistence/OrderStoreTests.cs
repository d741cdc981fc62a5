using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.State;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

public sealed class OrderStoreOnSqlite() : OrderStoreTests(new SqliteSource());

public sealed class OrderStoreOnPostgres(PostgresServer server) : OrderStoreTests(new PostgresSource(server));

public abstract class OrderStoreTests(IStoreSource source) : StoreContract(source)
{
    [Fact]
    public async Task Permit_WritesTheIntent_AndHoldsTwoSecondsOfWallTime()
    {
        var intent = Given.Intent();

        var granted = (await Fund.Orders.PermitAsync(intent, Given.Allow, Stop))
            .Should()
            .BeOfType<PermitAnswer.Granted>()
            .Subject;

        granted.VoidAt.Should().Be(Fund.Wall.GetUtcNow().AddSeconds(2));
        var stored = await Fund.Orders.FindAsync(intent.Id, Stop);
        stored.Should().Be(granted.Order);
        stored!.Intent.Should().Be(intent);
        stored.Status.Should().Be(OrderStatus.Intended);
    }

    [Fact]
    public async Task Permit_OfAKnownIntent_GivesTheStoredOrder_AndWritesNothing()
    {
        await Fund.Orders.PermitAsync(Given.Intent(), Given.Allow, Stop);
        var before = await Fund.Journal.LastSequenceAsync(Stop);

        var again = await Fund.Orders.PermitAsync(Given.Intent(), Given.Allow, Stop);

        again.Should().BeOfType<PermitAnswer.Known>().Which.Order.Id.Should().Be(Given.Intent().Id);
        (await Fund.Journal.LastSequenceAsync(Stop)).Should().Be(before);
    }

    [Fact]
    public async Task Permit_Refused_IsJournalled_AndWritesNoOrder()
    {
        var answer = await Fund.Orders.PermitAsync(
            Given.Intent(),
            _ => new PreTradeVerdict.Refused("priceCollar", "Too far from the mid."),
            Stop
        );

        answer.Should().Be(new PermitAnswer.Refused("priceCollar", "Too far from the mid."));
        (await Fund.Orders.FindAsync(Given.Intent().Id, Stop)).Should().BeNull();
        var line = (await Fund.Journal.AfterAsync(0, 10, Stop)).Should().ContainSingle().Subject;
        line.Kind.Should().Be("orderRefused");
    }

    [Fact]
    public async Task Permit_ChecksStateOrdersPositionsAndCash_OfItsOwnTransaction()
    {
        await Fund.States.BeginAsync("New.", "fund", Stop);
        await Fund.Ledger.AdoptAsync(1000m, [new Position(Given.Apple, -5m, 200m)], Stop);
        await Fund.Orders.PermitAsync(Given.Intent("first"), Given.Allow, Stop);
        await Fund.States.ReduceOnlyAsync(new ReduceOnlyAct("Loss of the day.", "risk"), Stop);
        PermitFacts? seen = null;

        await Fund.Orders.PermitAsync(
            Given.Intent("second"),
            facts =>
            {
                seen = facts;
                return new PreTradeVerdict.Allowed();
            },
            Stop
        );

        seen!.State.State.Should().Be(TradingState.ReduceOnly);
        seen.OpenOrders.Should().ContainSingle().Which.Id.Value.Should().Be("first");
        seen.Positions[Given.Apple].Should().Be(new Position(Given.Apple, -5m, 200m));
        seen.Cash.Should().Be(1000m);
    }

    [Fact]
    public async Task Execution_IsStoredOnce_ByBrokerOrderAndCumulativeQuantity()
    {
        var intent = await PermittedAsync();
        var first = Given.Execution(intent, 40m, 249.75m, 40m);

        (await Fund.Orders.ExecuteAsync(first, Stop)).Should().BeTrue();
        (await Fund.Orders.ExecuteAsync(first with { ExecutionId = "by the stream" }, Stop)).Should().BeFalse();
        (await Fund.Orders.ExecuteAsync(first with { CumulativeQuantity = 40.00m }, Stop)).Should().BeFalse();

        (await Fund.Orders.ExecutionsAsync(intent.Id, Stop)).Should().Equal(first);
        var order = await Fund.Orders.FindAsync(intent.Id, Stop);
        order!.FilledQuantity.Should().Be(40m);
        order.Status.Should().Be(OrderStatus.PartiallyFilled);
    }

    [Fact]
    public async Task APosition_IsOneClosedTrade_WhateverItsOrdersPartialFillsAndRestarts()
    {
        // Bought 100 at 249.75; sold 40 at 251 in two orders, one of them in two fills; the rest at 249 by another process:
        // 40 · 1.25 − 60 · 0.75 = +5.
        var buy = await PermittedAsync();
        await Fund.Orders.ExecuteAsync(Given.Execution(buy, 100m, 249.75m, 100m), Stop);
        var trim = await SaleAsync(Fund, "trim", 30m);
        await Fund.Orders.ExecuteAsync(Given.Execution(trim, 10m, 251m, 10m), Stop);
        await Fund.Orders.ExecuteAsync(Given.Execution(trim, 20m, 251m, 30m), Stop);
        var second = await SaleAsync(Fund, "second", 10m);
        await Fund.Orders.ExecuteAsync(Given.Execution(second, 10m, 251m, 10m), Stop);
        (await Fund.Ledger.ReadAsync(Stop))!.Trades.Should().Be(ClosedTrades.None);

        var other = await AnotherAsync();
        var rest = await SaleAsync(other, "rest", 60m);
        var last = Given.Execution(rest, 60m, 249m, 60m);
        await other.Orders.ExecuteAsync(last, Stop);
        await other.Orders.ExecuteAsync(last with { ExecutionId = "by the stream" }, Stop);

        var book = await Fund.Ledger.ReadAsync(Stop);
        book!.Positions.Should().BeEmpty();
        book.Trades.Should().Be(new ClosedTrades(1, 1));
    }

    private static async Task<OrderIntent> SaleAsync(FundProcess fund, string id, decimal quantity)
    {
        var intent = Given.Intent(id) with { Side = Side.Sell, Quantity = quantity, Reduces = true };
        await fund.Orders.PermitAsync(intent, Given.Allow, Stop);
        return intent;
    }

    [Fact]
    public async Task Execution_MovesOrderPositionAndCash_ToTheCent()
    {
        // 40 at 249.75 and 60 at 249.90, one dollar of fees: paid 9,990 + 14,994 + 1 = 24,985.
        // Average 24,984 / 100 = 249.84; cost 40 · 0.25 + 60 · 0.40 + 1 = 35.
        var intent = await PermittedAsync();

        await Fund.Orders.ExecuteAsync(Given.Execution(intent, 40m, 249.75m, 40m), Stop);
        await Fund.Orders.ExecuteAsync(Given.Execution(intent, 60m, 249.90m, 100m, fee: 1m), Stop);

        var order = await Fund.Orders.FindAsync(intent.Id, Stop);
        order!.Status.Should().Be(OrderStatus.Filled);
        order.AveragePrice.Should().Be(249.84m);
        order.ActualCost.Should().Be(35m);
        var book = await Fund.Ledger.ReadAsync(Stop);
        book!.Cash.Should().Be(100_000m - 24_985m);
        book.Positions.Should()
            .Equal(
                new LedgerPosition(
                    new Position(Given.Apple, 100m, 249.84m),
                    Given.Cycle,
                    Given.Execution(intent, 1m, 1m, 1m).Time
                )
            );
        (await Fund.Orders.OpenAsync(Stop)).Should().BeEmpty();
    }

    [Fact]
    public async Task Execution_OfAnUnknownOrder_MovesTheBook_AndLeavesTheFundReducing()
    {
        await Fund.States.BeginAsync("New.", "fund", Stop);
        await Fund.Ledger.AdoptAsync(100_000m, [], Stop);
        Fund.Market.Advance(TimeSpan.FromSeconds(1));
        var foreign = Given.Execution(Given.Intent("by-hand"), 10m, 250m, 10m);

        (await Fund.Orders.ExecuteAsync(foreign, Stop)).Should().BeTrue();
        (await Fund.Orders.ExecuteAsync(foreign, Stop)).Should().BeFalse();

        var book = await Fund.Ledger.ReadAsync(Stop);
        book!.Cash.Should().Be(97_500m);
        book.Positions.Should().ContainSingle().Which.OpenedBy.Should().BeNull();
        (await Fund.States.ReadAsync(Stop)).State.Should().Be(TradingState.ReduceOnly);
        (await Fund.Journal.AfterAsync(0, 10, Stop))
            .Select(j => j.Kind)
            .Should()
            .Equal("tradingStateChanged", "ledgerAdopted", "differenceFound", "tradingStateChanged");
    }

    [Fact]
    public async Task Execution_OfAnUnknownOrder_BeforeTheAdoption_IsPartOfTheAdoptedBook()
    {
        await Fund.States.BeginAsync("New.", "fund", Stop);
        Fund.Market.Advance(TimeSpan.FromSeconds(10));
        await Fund.Ledger.AdoptAsync(100_000m, [new Position(Given.Apple, 10m, 250m)], Stop);

        var before = Given.Execution(Given.Intent("by-hand"), 10m, 250m, 10m);

        (await Fund.Orders.ExecuteAsync(before, Stop)).Should().BeFalse();
        (await Fund.Ledger.ReadAsync(Stop))!.Cash.Should().Be(100_000m);
        (await Fund.States.ReadAsync(Stop)).State.Should().Be(TradingState.Active);
    }

    [Fact]
    public async Task Position_ThroughZero_IsANewOne_OpenedByItsOwnCycle()
    {
        await Fund.Ledger.AdoptAsync(0m, [new Position(Given.Apple, -40m, 260m)], Stop);
        var intent = Given.Intent();
        await Fund.Orders.PermitAsync(intent, Given.Allow, Stop);

        await Fund.Orders.ExecuteAsync(Given.Execution(intent, 100m, 250m, 100m), Stop);

        var position = (await Fund.Ledger.ReadAsync(Stop))!.Positions.Should().ContainSingle().Subject;
        position.Position.Should().Be(new Position(Given.Apple, 60m, 250m));
        position.OpenedBy.Should().Be(Given.Cycle);
    }

    [Fact]
    public async Task Position_ThatCloses_IsGone()
    {
        await Fund.Ledger.AdoptAsync(0m, [new Position(Given.Apple, -100m, 260m)], Stop);
        await Fund.Orders.PermitAsync(Given.Intent(), Given.Allow, Stop);

        await Fund.Orders.ExecuteAsync(Given.Execution(Given.Intent(), 100m, 250m, 100m), Stop);

        var book = await Fund.Ledger.ReadAsync(Stop);
        book!.Positions.Should().BeEmpty();
        book.Cash.Should().Be(-25_000m);
    }

    [Fact]
    public async Task Observation_OfAnEnd_WaitsForTheExecutionsThatBelongToIt()
    {
        var intent = await PermittedAsync();

        var seen = await Fund.Orders.ObserveAsync(Given.AtBroker(intent, OrderStatus.Cancelled, filled: 40m), Stop);
        seen.Status.Should().Be(OrderStatus.Accepted);
        await Fund.Orders.ExecuteAsync(Given.Execution(intent, 40m, 249.75m, 40m), Stop);

        (await Fund.Orders.FindAsync(intent.Id, Stop))!.Status.Should().Be(OrderStatus.Cancelled);
    }

    [Fact]
    public async Task Observation_ThatIsNoNews_WritesNothing()
    {
        var intent = await PermittedAsync();
        await Fund.Orders.ObserveAsync(Given.AtBroker(intent, OrderStatus.Accepted), Stop);
        var before = await Fund.Journal.LastSequenceAsync(Stop);

        await Fund.Orders.ObserveAsync(Given.AtBroker(intent, OrderStatus.Accepted), Stop);

        (await Fund.Journal.LastSequenceAsync(Stop)).Should().Be(before);
    }

    [Fact]
    public async Task AmbiguousAnswer_ClosesThePermit_AndLeavesTheOrderUnknown_UntilALookUp()
    {
        var intent = await PermittedAsync();

        var unknown = await Fund.Orders.AnswerAsync(intent.Id, new SubmitAnswer.Ambiguous("timeout"), Stop);
        unknown.Status.Should().Be(OrderStatus.Unknown);
        unknown.AnsweredAt.Should().Be(Fund.Wall.GetUtcNow());
        await Fund.Orders.ObserveAsync(Given.AtBroker(intent, OrderStatus.Accepted), Stop);

        (await Fund.Orders.HistoryAsync(intent.Id, Stop))
            .Select(s => s.Status)
            .Should()
            .Equal(OrderStatus.Intended, OrderStatus.Unknown, OrderStatus.Accepted);
    }

    [Fact]
    public async Task NeverSent_Cancels_ButNotWhatTheBrokerHas()
    {
        var sent = await PermittedAsync();
        await Fund.Orders.ObserveAsync(Given.AtBroker(sent, OrderStatus.Accepted), Stop);
        var unsent = Given.Intent("unsent");
        await Fund.Orders.PermitAsync(unsent, Given.Allow, Stop);

        (await Fund.Orders.NeverSentAsync(sent.Id, "void", Stop)).Status.Should().Be(OrderStatus.Accepted);
        (await Fund.Orders.NeverSentAsync(unsent.Id, "void", Stop)).Status.Should().Be(OrderStatus.Cancelled);
    }

    [Fact]
    public async Task Pages_AreNewestFirst_AndMeetWithoutGapOrOverlap()
    {
        for (var i = 0; i < 5; i++)
            await Fund.Orders.PermitAsync(Given.Intent($"order-{i}"), Given.Allow, Stop);

        var first = await Fund.Orders.PageAsync(null, 2, null, Stop);
        var second = await Fund.Orders.PageAsync(null, 2, first.NextCursor, Stop);
        var last = await Fund.Orders.PageAsync(null, 2, second.NextCursor, Stop);

        first.Items.Select(o => o.Id.Value).Should().Equal("order-4", "order-3");
        second.Items.Select(o => o.Id.Value).Should().Equal("order-2", "order-1");
        last.Items.Select(o => o.Id.Value).Should().Equal("order-0");
        last.NextCursor.Should().BeNull();
    }

    [Fact]
    public async Task Page_OfAStatus_HoldsNoOther()
    {
        await Fund.Orders.PermitAsync(Given.Intent("open"), Given.Allow, Stop);
        await Fund.Orders.PermitAsync(Given.Intent("gone"), Given.Allow, Stop);
        await Fund.Orders.NeverSentAsync(new ClientOrderId("gone"), "void", Stop);

        var page = await Fund.Orders.PageAsync(new HashSet<OrderStatus> { OrderStatus.Cancelled }, 10, null, Stop);

        page.Items.Should().ContainSingle().Which.Id.Value.Should().Be("gone");
    }

    [Fact]
    public async Task Page_WithACursorOfNoPage_SaysSo() =>
        await FluentActions
            .Awaiting(() => Fund.Orders.PageAsync(null, 10, "not a cursor", Stop))
            .Should()
            .ThrowAsync<FormatException>()
            .WithMessage("cursor:*");

    [Fact]
    public async Task LastExecution_IsTheNewestInMarketTime()
    {
        (await Fund.Orders.LastExecutionAsync(Stop)).Should().BeNull();
        var intent = await PermittedAsync();
        var late = Given.Execution(intent, 60m, 250m, 100m) with { Time = Given.Slot.AddMinutes(3) };
        await Fund.Orders.ExecuteAsync(late, Stop);
        await Fund.Orders.ExecuteAsync(Given.Execution(intent, 40m, 250m, 40m), Stop);

        (await Fund.Orders.LastExecutionAsync(Stop)).Should().Be(Given.Slot.AddMinutes(3));
    }

    private async Task<OrderIntent> PermittedAsync()
    {
        await Fund.Ledger.AdoptAsync(100_000m, [], Stop);
        await Fund.Orders.PermitAsync(Given.Intent(), Given.Allow, Stop);
        return Given.Intent();
    }
}
