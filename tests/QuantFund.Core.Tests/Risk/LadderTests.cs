using AwesomeAssertions;
using QuantFund.Core.Risk;
using Xunit;

namespace QuantFund.Core.Tests.Risk;

public sealed class LadderTests
{
    private static readonly RiskOptions Options = new();

    [Theory]
    [InlineData(950_001, Rung.None)]
    [InlineData(950_000, Rung.First)]
    [InlineData(920_001, Rung.First)]
    [InlineData(920_000, Rung.Second)]
    [InlineData(900_001, Rung.Second)]
    [InlineData(900_000, Rung.Third)]
    public void Rungs_LieAtFiveEightAndTenPercent(int equity, Rung rung)
    {
        var (state, act) = DrawdownLadder.Step(LadderState.Start(1_000_000m), equity, Options);
        state.Rung.Should().Be(rung);
        (act?.Rung ?? Rung.None).Should().Be(rung);
    }

    [Fact]
    public void EachRung_ActsOnce()
    {
        var state = LadderState.Start(1_000_000m);
        (state, var first) = DrawdownLadder.Step(state, 945_000m, Options);
        first.Should().BeOfType<LadderAct.Warn>();
        state.Scale.Should().Be(0.75);
        (state, var again) = DrawdownLadder.Step(state, 944_000m, Options);
        again.Should().BeNull();
        (state, var second) = DrawdownLadder.Step(state, 919_000m, Options);
        second.Should().BeOfType<LadderAct.CutAndReduceOnly>().Which.CutFraction.Should().Be(0.30);
        state.Scale.Should().Be(0.5);
        (state, var third) = DrawdownLadder.Step(state, 899_000m, Options);
        third.Should().BeOfType<LadderAct.CutAndHalt>().Which.CutFraction.Should().Be(0.50);
        DrawdownLadder.Step(state, 800_000m, Options).Act.Should().BeNull();
    }

    [Fact]
    public void FirstRung_ReArms_WhenHalfIsRecovered_TheOthersOnlyByAPerson()
    {
        var (state, _) = DrawdownLadder.Step(LadderState.Start(1_000_000m), 950_000m, Options);
        (state, _) = DrawdownLadder.Step(state, 974_999m, Options);
        state.Rung.Should().Be(Rung.First);
        (state, _) = DrawdownLadder.Step(state, 975_000m, Options);
        state.Rung.Should().Be(Rung.None);
        DrawdownLadder.Step(state, 950_000m, Options).Act.Should().BeOfType<LadderAct.Warn>();

        (state, _) = DrawdownLadder.Step(LadderState.Start(1_000_000m), 920_000m, Options);
        (state, _) = DrawdownLadder.Step(state, 1_000_001m, Options);
        state.Rung.Should().Be(Rung.Second);
        var resumed = DrawdownLadder.Resume(state, 930_000m);
        resumed.Should().Be(new LadderState(930_000m, 1_000_001m, Rung.None));
    }

    [Fact]
    public void JumpPastSeveralRungs_ActsAsTheDeepest() =>
        DrawdownLadder
            .Step(LadderState.Start(1_000_000m), 850_000m, Options)
            .Act.Should()
            .BeOfType<LadderAct.CutAndHalt>()
            .Which.Drawdown.Should()
            .BeApproximately(0.15, 1e-12);

    [Theory]
    [InlineData(970_001, false)]
    [InlineData(970_000, true)]
    public void DayLoss_IsReachedAtThreePercent(int equity, bool reached) =>
        DayLoss.IsReached(1_000_000m, equity, Options).Should().Be(reached);

    [Fact]
    public void Options_MustRise()
    {
        new RiskOptions().Problems().Should().BeEmpty();
        new RiskOptions { SecondRungDrawdown = 0.05 }
            .Problems()
            .Should()
            .ContainSingle();
        new RiskOptions { Restricted = { "not a symbol" } }
            .Problems()
            .Single()
            .Should()
            .Contain("not a symbol");
    }
}
