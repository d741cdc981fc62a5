using AwesomeAssertions;
using Microsoft.Data.Sqlite;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Infrastructure.PaperExchange;
using Xunit;

namespace QuantFund.Infrastructure.Tests.PaperExchange;

/// <summary>The exchange's store is locked by somebody else, or its disk is slow: what it can't answer in time it does not take in.</summary>
public sealed class LockedExchangeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task OrderThatFindsTheStoreLocked_IsAnsweredAsAmbiguous_AndNeverTakenInLater()
    {
        await using var rig = new ExchangeRig(folder);
        rig.Step();
        using (var other = Lock())
        {
            var answer = await rig.Broker.SubmitAsync(ExchangeRig.Buy("c1", "AAPL", 10m), Stop);
            answer.Should().BeOfType<SubmitAnswer.Ambiguous>();
        }
        rig.Step();

        (await rig.Broker.FindAsync(new ClientOrderId("c1"), Stop)).Should().BeNull();
        (await rig.Broker.OpenOrdersAsync(Stop)).Should().BeEmpty();
        (await rig.Broker.AccountAsync(Stop)).Positions.Should().BeEmpty();
    }

    [Fact]
    public async Task OrderWhosePermitEndsWhileItIsHeld_BeforeTheStore_LeavesNothing()
    {
        var hold = new HeldAt { Arriving = new TaskCompletionSource() };
        await using var rig = new ExchangeRig(folder, hold);
        rig.Step();
        using var permit = new CancellationTokenSource();
        var posting = rig.Broker.SubmitAsync(ExchangeRig.Buy("c1", "AAPL", 10m), permit.Token);
        await hold.Reached.Task.WaitAsync(Stop);

        await permit.CancelAsync();
        hold.Arriving.SetResult();

        (await posting).Should().BeOfType<SubmitAnswer.Ambiguous>();
        (await rig.Broker.FindAsync(new ClientOrderId("c1"), Stop)).Should().BeNull();
    }

    [Fact]
    public async Task OrderWhosePermitEndsInTheMiddleOfItsCommit_IsTakenBack_WithItsFill_AlsoAfterARestart()
    {
        var hold = new HeldAt { Committing = new TaskCompletionSource() };
        await using (var rig = new ExchangeRig(folder, hold))
        {
            rig.Step();
            var cash = (await rig.Broker.AccountAsync(Stop)).Cash;
            using var permit = new CancellationTokenSource();
            var posting = rig.Broker.SubmitAsync(ExchangeRig.Buy("c1", "AAPL", 10m), permit.Token);
            await hold.Reached.Task.WaitAsync(Stop);

            await permit.CancelAsync();
            hold.Committing.SetResult();

            (await posting).Should().BeOfType<SubmitAnswer.Ambiguous>();
            await NothingWasTakenInAsync(rig, cash);
            // The number that it had is free again, and the next order is an order like any other.
            (await rig.Broker.SubmitAsync(ExchangeRig.Buy("c2", "AAPL", 10m, 1m), Stop))
                .Should()
                .BeOfType<SubmitAnswer.Accepted>();
        }
        await using var again = new ExchangeRig(folder);
        (await again.Broker.FindAsync(new ClientOrderId("c1"), Stop)).Should().BeNull();
        (await again.Broker.OpenOrdersAsync(Stop)).Should().ContainSingle(o => o.ClientOrderId.Value == "c2");
    }

    [Fact]
    public async Task CancelOfAnExchangeThatStandsStill_EndsWithItsCaller()
    {
        var hold = new HeldAt { Arriving = new TaskCompletionSource() };
        await using var rig = new ExchangeRig(folder, hold);
        rig.Step();
        var posting = rig.Broker.SubmitAsync(ExchangeRig.Buy("c1", "AAPL", 10m), Stop);
        await hold.Reached.Task.WaitAsync(Stop);
        using var patience = new CancellationTokenSource();

        var cancelling = rig.Broker.CancelAsync(new BrokerOrderId("sim-0000001"), patience.Token);
        await patience.CancelAsync();

        (await cancelling).Should().Be(CancelAnswer.Ambiguous);
        hold.Arriving.SetResult();
        (await posting).Should().BeOfType<SubmitAnswer.Accepted>();
    }

    private static async Task NothingWasTakenInAsync(ExchangeRig rig, decimal cash)
    {
        (await rig.Broker.FindAsync(new ClientOrderId("c1"), Stop)).Should().BeNull();
        (await rig.Broker.ExecutionsSinceAsync(DateTimeOffset.UnixEpoch, Stop)).Should().BeEmpty();
        var account = await rig.Broker.AccountAsync(Stop);
        account.Cash.Should().Be(cash);
        account.Positions.Should().BeEmpty();
    }

    [Fact]
    public async Task OrderThatIsOnDisk_BeforeItsPermitEnds_IsAnOrder_ThoughItsAnswerIsLost()
    {
        var hold = new HeldAt { Committed = new TaskCompletionSource() };
        await using var rig = new ExchangeRig(folder, hold);
        rig.Step();
        using var permit = new CancellationTokenSource();
        var posting = rig.Broker.SubmitAsync(ExchangeRig.Buy("c1", "AAPL", 10m), permit.Token);
        await hold.Reached.Task.WaitAsync(Stop);

        await permit.CancelAsync();

        (await posting).Should().BeOfType<SubmitAnswer.Ambiguous>();
        (await rig.Broker.FindAsync(new ClientOrderId("c1"), Stop)).Should().NotBeNull();
    }

    [Fact]
    public async Task StepsAndTime_OnALockedStore_EndNothing_AndTimeStandsStillUntilItIsFree()
    {
        await using var rig = new ExchangeRig(folder);
        rig.Step();
        await rig.Broker.SubmitAsync(ExchangeRig.Buy("c1", "AAPL", 10m, 1m), Stop);
        DateTimeOffset still;
        using (var other = Lock())
        {
            rig.Wall.Advance(TimeSpan.FromSeconds(34));
            still = rig.Clock.GetUtcNow();
            rig.Wall.Advance(TimeSpan.FromSeconds(34));
            rig.Clock.GetUtcNow().Should().Be(still);
        }
        rig.Step();

        rig.Clock.GetUtcNow().Should().BeAfter(still).And.BeBefore(still + TimeSpan.FromMinutes(1));
        (await rig.Broker.OpenOrdersAsync(Stop)).Should().ContainSingle();
    }

    [Fact]
    public async Task SecondProcessOnOneExchange_IsRefused_InOneSentence()
    {
        await using var rig = new ExchangeRig(folder);
        rig.Step();
        await using var second = new ExchangeRig(folder);

        var start = () => second.Broker;

        start.Should().Throw<StartupException>().WithMessage("*Data:Directory*only one*");
    }

    [Fact]
    public async Task DamagedStore_IsRefused_InOneSentence()
    {
        await using (var rig = new ExchangeRig(folder))
            rig.Step();
        var file = Path.Combine(folder, "exchange.db");
        await using (var bytes = new FileStream(file, FileMode.Open, FileAccess.Write))
        {
            bytes.Position = 4096;
            await bytes.WriteAsync(Enumerable.Repeat((byte)0x5A, 12_288).ToArray(), Stop);
        }
        await using var again = new ExchangeRig(folder);

        var start = () => again.Broker;

        start.Should().Throw<StartupException>().WithMessage("*damaged*");
    }

    private SqliteConnection Lock()
    {
        var other = new SqliteConnection($"Data Source={Path.Combine(folder, "exchange.db")};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return other;
    }
}
