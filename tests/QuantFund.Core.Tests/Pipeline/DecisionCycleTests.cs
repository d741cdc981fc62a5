using System.Collections.Frozen;
using System.Text.Json;
using AwesomeAssertions;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Pipeline;

public sealed class DecisionCycleTests
{
    private static readonly RandomWalk Market = new(120);

    private readonly FillingDesk desk = new();
    private readonly PhaseLog log = new();

    [Fact]
    public async Task Cycle_RunsEveryPhaseInOrder_AndSaysWhatCameOut()
    {
        var outcome = await RunAsync();
        log.Finished.Select(p => p.Phase).Should().Equal(Phases.All);
        log.Finished.Should().OnlyContain(p => p.Note.Length > 0);
        outcome.Record.Timings.Keys.Should().Equal(Phases.All);
        outcome.Plan.Trades.Should().NotBeEmpty();
        outcome.Submission!.Orders.Should().HaveCount(outcome.Plan.Trades.Count);
        outcome.Record.Orders.Should().HaveCount(outcome.Plan.Trades.Count);
    }

    [Fact]
    public async Task Preview_StopsBeforeTheGate_AndLeavesTheMemoryAlone()
    {
        var gate = ScriptedGate.ApprovesAll;
        var memory = CycleMemory.Empty with { BookScale = 1.5 };
        var outcome = await RunAsync(gate, r => r with { Preview = true, Memory = memory });
        outcome.Plan.Trades.Should().NotBeEmpty();
        outcome.Memory.Should().BeSameAs(memory);
        gate.Asked.Should().BeEmpty();
        desk.Filled.Should().BeEmpty();
        log.Finished[^1].Phase.Should().Be(Phases.Costs);
    }

    [Fact]
    public async Task RejectedPlan_SendsNothing_AndStillLearns()
    {
        var outcome = await RunAsync(new ScriptedGate(new GateAnswer.Rejected("ann", "no")));
        outcome.Submission.Should().BeNull();
        desk.Filled.Should().BeEmpty();
        outcome
            .Record.Answer.Should()
            .BeEquivalentTo(
                new
                {
                    Answer = "rejected",
                    By = "ann",
                    Reason = "no",
                }
            );
        outcome.Memory.Origins.Should().BeEmpty();
        outcome.Memory.Learning.LastSession.Should().Be(Market.Daily.Sessions[^1]);
    }

    [Fact]
    public async Task ExcludedNames_AreNotSent_AndHaveNoOrigin()
    {
        var plan = (await RunAsync(change: r => r with { Preview = true })).Plan;
        var left = plan.Trades[0].Symbol;
        var outcome = await RunAsync(
            new ScriptedGate(new GateAnswer.Approved("ann", new HashSet<Symbol> { left }.ToFrozenSet()))
        );
        outcome.Plan.Hash.Should().Be(plan.Hash, "leaving names out is part of the approval, not of the plan");
        desk.Filled.Should().HaveCount(plan.Trades.Count - 1).And.NotContain(o => o.Intent.Symbol == left);
        outcome.Memory.Origins.Select(o => o.Symbol).Should().NotContain(left);
    }

    [Theory]
    [InlineData(TradingState.Halted)]
    [InlineData(TradingState.Reconciling)]
    [InlineData(TradingState.ReduceOnly)]
    public async Task FundThatMayNotAddRisk_PlansNoneFromCash(TradingState state)
    {
        var outcome = await RunAsync(change: r => r with { TradingState = state });
        outcome.Plan.Trades.Should().BeEmpty();
        outcome.Answer.Should().BeNull();
        log.Finished.Single(p => p.Phase == Phases.Approval).Note.Should().Be("nothing to approve");
    }

    [Fact]
    public async Task Record_AnswersWhy_ForEveryTrade()
    {
        var record = (await RunAsync()).Record;
        foreach (var trade in record.Plan.Trades)
        {
            trade.Strategies.Should().NotBeEmpty();
            trade.Why.Should().Contain("times its cost");
            var target = record.Ensemble.Targets.Single(t => t.Symbol == trade.Symbol);
            target.Contributions.Select(c => c.Strategy).Should().Equal(trade.Strategies);
            record.Features.Symbols.Should().Contain(trade.Symbol);
            foreach (var strategy in trade.Strategies)
                record
                    .Strategies.Single(s => s.Id == strategy)
                    .Opinions.Should()
                    .Contain(o => o.Symbol == trade.Symbol && o.Weight != 0);
        }
        // Every strategy has said something of every symbol: a view or a reason.
        foreach (var strategy in record.Strategies.Where(s => s.Silence is null))
            (strategy.Opinions.Count + strategy.Abstentions.Values.Sum(a => a.Count))
                .Should()
                .Be(Market.Universe.Count);
    }

    [Fact]
    public async Task Views_ShowEveryStrategyAndLimit()
    {
        var record = (await RunAsync()).Record;
        CycleViews
            .Strategies(record)
            .Select(s => s.Id.Value)
            .Should()
            .Equal(StrategyRoster.Standard.Strategies.Select(s => s.Profile.Id.Value));
        CycleViews.Strategies(record).Sum(s => s.LearnedWeight).Should().BeApproximately(1, 1e-9);
        CycleViews.Debate(record).Scores.Sum(s => s.Weight).Should().BeApproximately(1, 1e-9);
        record
            .Risk.Uses.Select(u => u.Limit)
            .Should()
            .Equal(
                "position",
                "sectorGross",
                "clusterNet",
                "clusterGross",
                "long",
                "gross",
                "netLong",
                "netShort",
                "volatility"
            );
        record.Risk.Uses.Should().OnlyContain(u => !u.IsBroken);
    }

    [Fact]
    public async Task MarketWithoutAnyData_PlansNothing_AndBreaksNothing()
    {
        var empty = Market.Snapshot() with
        {
            Daily = null,
            Intraday = null,
            Vix = [],
            Quotes = FrozenDictionary<Symbol, Quote>.Empty,
        };
        var outcome = await RunAsync(snapshot: empty);
        outcome.Plan.Trades.Should().BeEmpty();
        outcome.Record.Strategies.Should().OnlyContain(s => !string.IsNullOrEmpty(s.Silence));
        JsonSerializer.Serialize(outcome.Record, FundJson.Options).Should().NotBeEmpty();
        JsonSerializer.Serialize(outcome.Memory, FundJson.Options).Should().NotBeEmpty();
    }

    [Fact]
    public async Task LostData_LeavesThePositionsAlone()
    {
        var first = await RunAsync();
        var book = BookOf(first);
        var blind = Market.Snapshot() with { Daily = null, Intraday = null };
        var second = await RunAsync(change: r => r with { Book = book, Memory = first.Memory }, snapshot: blind);
        second.Plan.Trades.Should().BeEmpty("a feed that is down is no reason to sell");
        second.Memory.Opinions.Of(new StrategyId("time-series-momentum")).Should().NotBeEmpty();
    }

    [Fact]
    public async Task BookWithoutEquity_IsClosedWhole_AndNothingElseIsPlanned()
    {
        var first = await RunAsync();
        var book = BookOf(first);
        var owed = book with { Cash = book.Cash - book.Equity - 1_000m };

        var second = await RunAsync(change: r => r with { Book = owed, Memory = first.Memory });

        second
            .Plan.Trades.Should()
            .HaveCount(owed.Positions.Count)
            .And.OnlyContain(t => t.Reduces && t.TargetWeight == 0);
        foreach (var trade in second.Plan.Trades)
            trade.Quantity.Should().Be(Math.Abs(owed.Quantity(trade.Symbol)));
        second.Record.Plan.Trades.Should().OnlyContain(t => t.CurrentWeight != 0);
        JsonSerializer.Serialize(second.Record, FundJson.Options).Should().NotBeEmpty();
    }

    [Fact]
    public async Task DisabledStrategy_SaysSo_AndHasNoPart()
    {
        var id = new StrategyId("time-series-momentum");
        var states = new Dictionary<StrategyId, StrategyState> { [id] = StrategyState.Disabled };
        var record = (await RunAsync(change: r => r with { Strategies = states.ToFrozenDictionary() })).Record;
        record.Strategies.Single(s => s.Id == id).Silence.Should().Be("The strategy is disabled.");
        record.Plan.Trades.SelectMany(t => t.Strategies).Should().NotContain(id);
    }

    private async Task<CycleOutcome> RunAsync(
        ScriptedGate? gate = null,
        Func<DecisionRequest, DecisionRequest>? change = null,
        Core.Ingestion.MarketSnapshot? snapshot = null
    )
    {
        var cycle = new DecisionCycle(
            new FixedIngestion(snapshot ?? Market.Snapshot()),
            StrategyRoster.Standard,
            new RuleDebater(DebateMode.Full),
            gate ?? ScriptedGate.ApprovesAll,
            desk,
            () => DecisionOptions.Default,
            TimeProvider.System
        );
        var request = Requests.New(Market.AsOf, Market.Session);
        return await cycle.RunAsync(
            change is null ? request : change(request),
            log,
            TestContext.Current.CancellationToken
        );
    }

    private static Book BookOf(CycleOutcome outcome)
    {
        var positions = new Dictionary<Symbol, Position>();
        var cash = 1_000_000m;
        foreach (var order in outcome.Submission!.Orders)
        {
            var signed = order.Intent.Side == Side.Buy ? order.FilledQuantity : -order.FilledQuantity;
            cash -= signed * order.AveragePrice!.Value;
            positions[order.Intent.Symbol] = new Position(order.Intent.Symbol, signed, order.AveragePrice.Value);
        }
        return new Book(Market.AsOf, cash, positions.ToFrozenDictionary(), FrozenDictionary<Symbol, decimal>.Empty);
    }
}
