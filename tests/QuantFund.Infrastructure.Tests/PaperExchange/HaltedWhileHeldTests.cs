using System.Collections.Frozen;
using AwesomeAssertions;
using Microsoft.Data.Sqlite;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Risk;
using QuantFund.Infrastructure.PaperExchange;
using QuantFund.Infrastructure.Tests.Persistence;
using Xunit;

namespace QuantFund.Infrastructure.Tests.PaperExchange;

/// <summary>
/// One order is on its way through the real sender, the fund's own store and the exchange, which is held at one of its
/// steps while the fund is halted. Once the halt has returned, the exchange takes in nothing more.
/// </summary>
public sealed class HaltedWhileHeldTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;
    private readonly SqliteSource source = new();
    private FundProcess fund = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        fund = await FundProcess.StartAsync(await source.NewAsync(), TimeProvider.System);
        await fund.States.BeginAsync("New.", "fund", Stop);
        await fund.Ledger.AdoptAsync(1_000_000m, [], Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await fund.DisposeAsync();
        await source.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task HeldBeforeTheOrderIsLookedAt_ItIsNeverTakenIn()
    {
        var hold = new HeldAt { Arriving = new TaskCompletionSource() };
        await using var rig = new ExchangeRig(folder, hold);
        var sending = await SendAsync(rig);
        await ReachedAsync(hold, sending);

        var done = await HaltAsync();
        hold.Arriving.SetResult();
        rig.Step();

        (await AtExchangeAsync(rig)).Should().BeNull();
        done.OrdersLeft.Should().Be(1, "what became of it is not known when the permit ends, so it is counted");
        (await sending).Should().BeOfType<SendOutcome.Sent>().Which.Order.BrokerId.Should().BeNull();
    }

    [Fact]
    public async Task HeldByALockedStore_ItIsNeverTakenIn_ThoughTheLockOutlastsTheHalt()
    {
        await using var rig = new ExchangeRig(folder);
        Task<SendOutcome> sending;
        using (var other = Lock(rig))
        {
            using var news = fund.Events.Subscribe();
            sending = await SendAsync(rig);
            await PermittedAsync(news);
            await HaltAsync();
        }
        rig.Step();

        (await AtExchangeAsync(rig)).Should().BeNull();
        (await sending).Should().BeOfType<SendOutcome.Sent>().Which.Order.BrokerId.Should().BeNull();
    }

    [Fact]
    public async Task HeldBetweenCommitAndAnswer_ItHadLeft_AndTheHaltCountsIt()
    {
        var hold = new HeldAt { Committed = new TaskCompletionSource() };
        await using var rig = new ExchangeRig(folder, hold);
        var sending = await SendAsync(rig);
        await ReachedAsync(hold, sending);

        var done = await HaltAsync();

        (await AtExchangeAsync(rig)).Should().NotBeNull();
        done.OrdersLeft.Should().Be(1);
        (await sending).Should().BeOfType<SendOutcome.Sent>();
    }

    [Fact]
    public async Task AfterAHalt_TheSameSenderPostsNothing()
    {
        await using var rig = new ExchangeRig(folder);
        rig.Step();
        await HaltAsync();

        var outcome = await await SendAsync(rig);

        outcome.Should().BeOfType<SendOutcome.Refused>().Which.Check.Should().Be("tradingState");
        (await AtExchangeAsync(rig)).Should().BeNull();
    }

    /// <summary>The order is permitted when this returns; the result is what the sender makes of it.</summary>
    private async Task<Task<SendOutcome>> SendAsync(ExchangeRig rig)
    {
        rig.Step();
        // The fund's time, which the exchange's is not here: the check goes by it.
        var now = fund.Market.GetUtcNow();
        var quotes = await rig.Get<IQuoteFeed>().QuotesAsync(rig.Universe, Stop);
        var intent = Given.Intent("halted") with
        {
            Quantity = 10m,
            LimitPrice = null,
            Type = OrderType.Market,
            CreatedAt = now,
        };
        var context = new PreTradeContext(
            now,
            NyseCalendar.Instance.SessionAt(now),
            Reconciled: true,
            quotes.ToFrozenDictionary(q => q.Key, q => q.Value with { Time = now }),
            await rig.Broker.AccountAsync(Stop),
            new Borrow(intent.Symbol, Tradable: true, EasyToBorrow: true, 0),
            FrozenSet<Symbol>.Empty,
            new RiskOptions(),
            new ExecutionOptions()
        );
        var sender = new OrderSender(rig.Broker, fund.Orders, TimeProvider.System);
        return sender.SendAsync(intent, context, Stop);
    }

    private static async Task ReachedAsync(HeldAt hold, Task<SendOutcome> sending)
    {
        if (await Task.WhenAny(hold.Reached.Task, sending) == sending)
            Assert.Fail($"The order never came to the exchange: {await sending}");
    }

    private static async Task PermittedAsync(IFundSubscription news)
    {
        await foreach (var happened in news.ReadAllAsync(Stop))
            if (happened.Data is FundFact.OrderChanged)
                return;
    }

    private async Task<HaltDone> HaltAsync()
    {
        using var halting = new Halting(fund.States, fund.Orders, fund.Events, TimeProvider.System);
        return await halting.HaltAsync("Stop.", "operator", Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    private static Task<BrokerOrder?> AtExchangeAsync(ExchangeRig rig) =>
        rig.Broker.FindAsync(new ClientOrderId("halted"), Stop);

    private SqliteConnection Lock(ExchangeRig rig)
    {
        rig.Step();
        var other = new SqliteConnection($"Data Source={Path.Combine(folder, "exchange.db")};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return other;
    }
}
