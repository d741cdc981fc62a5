using System.Collections.Concurrent;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

public sealed class TradingStateOnSqlite() : TradingStateTests(new SqliteSource());

public sealed class TradingStateOnPostgres(PostgresServer server) : TradingStateTests(new PostgresSource(server));

public abstract class TradingStateTests(IStoreSource source) : StoreContract(source)
{
    [Fact]
    public async Task StoreWithoutAState_ReadsAsHalted_AndBeginsOnceAtMost()
    {
        (await Fund.States.ReadAsync(Stop)).State.Should().Be(TradingState.Halted);
        (await Fund.States.ReduceOnlyAsync(new ReduceOnlyAct("Loss.", "risk"), Stop)).IsMissing.Should().BeTrue();

        (await Fund.States.BeginAsync("New.", "fund", Stop)).State.Should().Be(TradingState.Active);
        await Fund.States.HaltAsync("Enough.", "operator", Stop);
        (await Fund.States.BeginAsync("New.", "fund", Stop)).State.Should().Be(TradingState.Halted);
    }

    [Fact]
    public async Task Flatten_OpensFromAHalt_AndKeepsItsOwnDeadline()
    {
        await Fund.States.HaltAsync("Enough.", "operator", Stop);
        var by = Given.Slot.AddMinutes(5);

        var opened = await Fund.States.FlattenAsync(new ReduceOnlyAct("Out.", "operator", FlattenBy: by), Stop);
        opened.State.Should().Be(TradingState.ReduceOnly);
        opened.FlattenBy.Should().Be(by);
        (await Fund.States.FlattenAsync(new ReduceOnlyAct("Out.", "operator", FlattenBy: by.AddMinutes(1)), Stop))
            .FlattenBy.Should()
            .Be(by);
    }

    [Fact]
    public async Task Halt_HoldsForEveryProcess_UntilAPersonResumes()
    {
        var halt = await Fund.States.HaltAsync("Enough.", "operator", Stop);
        var other = await AnotherAsync();

        (await other.States.ReadAsync(Stop)).Should().Be(halt.State);
        (await other.States.ReduceOnlyAsync(new ReduceOnlyAct("Loss.", "risk"), Stop)).Should().Be(halt.State);
        (await other.States.LiftExpiredAsync(Given.Slot.AddYears(1), Stop)).Should().Be(halt.State);
        (await other.States.ResumeAsync("Looked into.", "operator", null, Stop)).State.Should().Be(TradingState.Active);
        (await Fund.States.ReadAsync(Stop)).Reason.Should().Be("Looked into.");
    }

    [Theory]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("line one\r\nline two\u001B[31m", "line one  line two\uFFFD[31m")]
    [InlineData("  ", "No reason was given.")]
    [InlineData("", "No reason was given.")]
    public async Task Halt_WhoseReasonCantBeStored_HaltsWithAMendedOne(string reason, string stored)
    {
        var halt = await Fund.States.HaltAsync(reason, "operator", Stop);

        halt.State.State.Should().Be(TradingState.Halted);
        (await (await AnotherAsync()).States.ReadAsync(Stop)).Reason.Should().Be(stored);
        (await Fund.Journal.VerifyAsync(Stop)).Problem.Should().BeNull();
    }

    [Fact]
    public async Task Halt_WhoseReasonHoldsHalfAPair_HaltsWithAMendedOne()
    {
        // Built when the test runs: half a pair does not survive in an attribute.
        var halt = await Fund.States.HaltAsync("a" + (char)0xD800 + "b", "operator", Stop);

        halt.State.Reason.Should().Be("a\uFFFDb");
        (await (await AnotherAsync()).States.ReadAsync(Stop)).Should().Be(halt.State);
    }

    [Fact]
    public async Task Halt_WithAReasonOfAMegabyte_KeepsItsBeginning()
    {
        await Fund.States.HaltAsync(new string('x', 1 << 20), "operator", Stop);

        var stored = (await Fund.States.ReadAsync(Stop)).Reason;
        stored.Should().HaveLength(OutsideText.MostReason).And.StartWith("xxx").And.EndWith("…");
    }

    [Fact]
    public async Task OtherTexts_AreMendedWhereTheyAreStored()
    {
        await Fund.Get<IStrategyStates>().SetAsync(new StrategyId("a"), StrategyState.Shadow, "me", "b\0c", Stop);
        await Fund.States.HaltAsync("Enough.", "me", Stop);

        var resumed = await Fund.States.ResumeAsync("d\0e", "me", null, Stop);

        resumed.Reason.Should().Be("d\uFFFDe");
    }

    [Fact]
    public async Task Resume_OfAnActiveFund_ChangesNothing_AndIsNotJournalled()
    {
        var marks = new EquityMarks(100m, 90m, new DateOnly(2026, 1, 5), 99m, 1);
        await Fund.States.BeginAsync("New fund.", "fund", Stop);
        await Fund.Equity.SaveMarksAsync(marks, null, Stop);
        var before = await Fund.States.ReadAsync(Stop);

        var answer = await Fund.States.ResumeAsync("Again.", "me", 50m, Stop);

        answer.Should().Be(before);
        (await Fund.Equity.MarksAsync(Stop)).Should().Be(marks);
        (await Fund.Journal.LastSequenceAsync(Stop)).Should().Be(1, "only its beginning is told of");
    }

    [Fact]
    public async Task Resume_StartsDrawdownAnew_InTheSameTransaction_AtTheEquityOrTheNewestPoint()
    {
        var marks = new EquityMarks(100m, 90m, new DateOnly(2026, 1, 5), 99m, 2, 10m);
        await Fund.Equity.AppendAsync(new EquityPoint(Given.Slot, 80m, .2, 1, 1), marks, null, Stop);
        await Fund.States.HaltAsync("Enough.", "me", Stop);

        await Fund.States.ResumeAsync("All clear.", "command-line", null, Stop);

        (await Fund.Equity.MarksAsync(Stop)).Should().Be(marks.AnewAt(80m));
        var lines = await Fund.Journal.AfterAsync(1, 10, Stop);
        lines.Select(l => l.Kind).Should().Equal("highWaterMarkReset", "tradingStateChanged");
        lines.Select(l => l.WallTime).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task HaltAgain_KeepsSinceWhen_AndIsJournalledAnew()
    {
        await Fund.States.HaltAsync("First.", "operator", Stop);
        Fund.Market.Advance(TimeSpan.FromMinutes(5));

        var again = await Fund.States.HaltAsync("Second.", "cli", Stop);

        again.Sequence.Should().Be(2);
        again.State.Should().Be(new StoredTradingState(TradingState.Halted, "Second.", "cli", Given.Slot));
    }

    [Fact]
    public async Task Halt_NamesThePermitsThatNobodyHasAnswered()
    {
        await Fund.Orders.PermitAsync(Given.Intent("sending"), Given.Allow, Stop);
        await Fund.Orders.PermitAsync(Given.Intent("answered"), Given.Allow, Stop);
        await Fund.Orders.PermitAsync(Given.Intent("unsent"), Given.Allow, Stop);
        var answered = Given.AtBroker(Given.Intent("answered"), OrderStatus.Accepted);
        await Fund.Orders.AnswerAsync(new ClientOrderId("answered"), new SubmitAnswer.Accepted(answered), Stop);
        await Fund.Orders.NeverSentAsync(new ClientOrderId("unsent"), "void", Stop);

        var halt = await Fund.States.HaltAsync("Enough.", "operator", Stop);

        halt.OutstandingPermits.Select(p => p.Value).Should().Equal("sending");
    }

    [Fact]
    public async Task Halt_RacingPermits_LetsNoneThroughAfterItsCommit_AndNamesEachBeforeIt()
    {
        await Fund.States.BeginAsync("New.", "fund", Stop);
        var sender = await AnotherAsync();
        var granted = new ConcurrentQueue<string>();
        var refused = new ConcurrentQueue<string>();
        var halfway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = Enumerable
            .Range(0, 4)
            .Select(async lane =>
            {
                await Task.Yield();
                for (var n = 0; n < 20; n++)
                {
                    var intent = Given.Intent($"order-{lane}-{n}");
                    var answer = await sender.Orders.PermitAsync(intent, UnlessHalted, Stop);
                    (answer is PermitAnswer.Granted ? granted : refused).Enqueue(intent.Id.Value);
                    if (granted.Count >= 10)
                        halfway.TrySetResult();
                }
            })
            .ToList();

        // Where no ten are granted the count below says so.
        await Task.WhenAny(halfway.Task, Task.WhenAll(sending));
        var halt = await Fund.States.HaltAsync("Enough.", "operator", Stop);
        await Task.WhenAll(sending);

        granted.Should().HaveCountGreaterThanOrEqualTo(10);
        halt.OutstandingPermits.Select(p => p.Value).Should().BeEquivalentTo(granted);
        (granted.Count + refused.Count).Should().Be(80);
        var lines = await Fund.Journal.AfterAsync(halt.Sequence, 1000, Stop);
        lines.Should().OnlyContain(l => l.Kind == "orderRefused").And.HaveCount(refused.Count);
    }

    [Fact]
    public async Task ReduceOnly_IsReplacedByWhatIsStricter_AndByNothingElse()
    {
        await Fund.States.BeginAsync("New.", "fund", Stop);
        var close = Given.Slot.AddHours(6);
        await Fund.States.ReduceOnlyAsync(new ReduceOnlyAct("Day loss.", "risk", Until: close), Stop);
        await Fund.States.ReduceOnlyAsync(new ReduceOnlyAct("Difference.", "fund"), Stop);

        var weaker = await Fund.States.ReduceOnlyAsync(new ReduceOnlyAct("Day loss.", "risk", Until: close), Stop);
        weaker.Reason.Should().Be("Difference.");

        var deadline = Given.Slot.AddMinutes(5);
        var flattening = await Fund.States.ReduceOnlyAsync(
            new ReduceOnlyAct("Close it all.", "operator", FlattenBy: deadline),
            Stop
        );
        flattening.FlattenBy.Should().Be(deadline);
        (await Fund.Journal.LastSequenceAsync(Stop)).Should().Be(4);
    }

    [Fact]
    public async Task ReduceOnlyWithAnEnd_IsLiftedAtIt_NotBefore()
    {
        await Fund.States.BeginAsync("New.", "fund", Stop);
        var close = Given.Slot.AddHours(6);
        await Fund.States.ReduceOnlyAsync(new ReduceOnlyAct("Day loss.", "risk", Until: close), Stop);

        (await Fund.States.LiftExpiredAsync(close.AddTicks(-10), Stop)).State.Should().Be(TradingState.ReduceOnly);
        (await Fund.States.LiftExpiredAsync(close, Stop)).State.Should().Be(TradingState.Active);
    }

    [Fact]
    public async Task ReduceOnlyWithoutAnEnd_IsNotLifted()
    {
        await Fund.States.BeginAsync("New.", "fund", Stop);
        await Fund.States.ReduceOnlyAsync(new ReduceOnlyAct("Difference.", "fund"), Stop);

        (await Fund.States.LiftExpiredAsync(Given.Slot.AddYears(1), Stop)).State.Should().Be(TradingState.ReduceOnly);
    }

    private static PreTradeVerdict UnlessHalted(PermitFacts facts) =>
        facts.State.State == TradingState.Halted
            ? new PreTradeVerdict.Refused("tradingState", "The fund is halted.")
            : new PreTradeVerdict.Allowed();
}
