using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Testing.Decision;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

/// <summary>From a losing record to shadow and back, through the decision that sees it.</summary>
public sealed class RetirementTests
{
    private static readonly StrategyId Loser = new("cross-section-momentum");
    private static readonly RandomWalk Market = new(30);

    [Fact]
    public async Task RecordThatLoses_AsksForShadow_AndOneThatMayNot_DoesNot()
    {
        (await RunAsync(StrategyState.Enabled, evidence: 20.1))
            .Record.Learning!.Retirements.Single()
            .Should()
            .BeEquivalentTo(new { Strategy = Loser, Needed = 20.0 });
        (await RunAsync(StrategyState.Enabled, evidence: 19.9)).Record.Learning!.Retirements.Should().BeEmpty();
        (await RunAsync(StrategyState.Enabled, 20.1, new LearningOptions { FalseRetirement = 0 }))
            .Record.Learning!.Retirements.Should()
            .BeEmpty();
    }

    [Fact]
    public async Task InShadow_TheCountBeginsAnew_SoThatWhoEnablesItAgainIsHeard()
    {
        var shadow = await RunAsync(StrategyState.Shadow, evidence: 25);

        shadow.Record.Learning!.Retirements.Should().BeEmpty();
        shadow.Memory.Learning.Of(Loser).Losing.Should().Be(LossEvidence.None);
    }

    [Fact]
    public async Task RetiredStrategy_IsInShadow_WithItsReasonInTheJournal_AndAPersonCanEnableItAgain()
    {
        var stop = TestContext.Current.CancellationToken;
        var rig = await EngineRig.StartedAsync(new EngineWorld());
        rig.Decision.Retirements = [new Retirement(Loser, 23.4, 20, 180)];

        await rig.Runner.RunAsync(EngineWorld.Morning, stop);

        (await rig.Stores.Strategies.ReadAsync(stop))[Loser].Should().Be(StrategyState.Shadow);
        var fact = rig.World.Fund.FactsOf<FundFact.StrategyStateChanged>().Single();
        fact.By.Should().Be("learning");
        fact.Reason.Should().Contain("evidence 23.4 over 180 sessions, 20 retires");
        FundAlarm.Of(1, EngineWorld.Morning, fact)!.Title.Should().Contain(Loser.Value);

        rig.Decision.Retirements = [];
        await rig.Stores.Strategies.SetAsync(Loser, StrategyState.Enabled, "ann", "once more", stop);
        await rig.Runner.RunAsync(EngineWorld.Morning.AddMinutes(15), stop);
        (await rig.Stores.Strategies.ReadAsync(stop))[Loser].Should().Be(StrategyState.Enabled);
        rig.Failures.Should().BeEmpty();
    }

    private static Task<CycleOutcome> RunAsync(StrategyState state, double evidence, LearningOptions? options = null)
    {
        var losing = new LossEvidence(60, [Math.Log(evidence)]);
        var memory = CycleMemory.Empty with
        {
            Learning = LearningMemory.Empty with
            {
                Strategies = new Dictionary<StrategyId, TrackRecord>
                {
                    [Loser] = TrackRecord.Empty with { Losing = losing },
                },
                LastSession = Market.Daily.Sessions[^1],
            },
        };
        var states = new Dictionary<StrategyId, StrategyState> { [Loser] = state };
        return StoredDecision.RunAsync(
            Market.Snapshot(),
            Requests.New(Market.AsOf, Market.Session, memory: memory) with
            {
                Strategies = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(states),
            },
            DecisionOptions.Default with
            {
                Learning = options ?? new LearningOptions(),
            }
        );
    }
}
