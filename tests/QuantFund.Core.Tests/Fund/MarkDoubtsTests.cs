using System.Collections.Frozen;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Risk;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class MarkDoubtsTests
{
    private static readonly Symbol Name = Symbol.Parse("N12");

    // 100 shares held at 10.
    [Theory]
    [InlineData(100, 9_000)] // a ten-fold mark: 100 × 90
    [InlineData(20, 1_000)]
    [InlineData(13, 0)] // a move that a market makes
    [InlineData(1, 0)] // a fall gains nothing
    public void WhatAMarkGainsByAJump_IsUnproven(decimal mark, decimal gained)
    {
        var doubts = new MarkDoubts();
        doubts.Take(BookOf(100m, 10m));
        doubts.Take(BookOf(100m, mark));

        doubts.Gained(BookOf(100m, mark)).Should().Be(gained);
    }

    [Fact]
    public void AShortGainsByAFall_AndTheMarkIsBelievedWhenItComesBack()
    {
        var doubts = new MarkDoubts();
        doubts.Take(BookOf(-100m, 10m));
        doubts.Take(BookOf(-100m, 1m));
        doubts.Gained(BookOf(-100m, 1m)).Should().Be(900m);

        doubts.Take(BookOf(-100m, 10.5m));
        doubts.Gained(BookOf(-100m, 10.5m)).Should().Be(0m);
    }

    [Fact]
    public void AnotherProcess_DoubtsTheSameMark_AndOneThatJumpedWhileNobodyLooked()
    {
        var before = new MarkDoubts();
        before.Take(BookOf(100m, 10m));
        before.Take(BookOf(100m, 100m));
        var after = new MarkDoubts();
        after.Restore(before.Proven);

        after.Take(BookOf(100m, 101m));

        after.Gained(BookOf(100m, 101m)).Should().Be(9_100m);
        after.Proven.Should().Be(before.Proven);
    }

    [Fact]
    public async Task ARestartedFund_DoesNotMeasureItsHighWaterMark_ByAPriceInDoubt()
    {
        var world = new EngineWorld();
        world.Broker.Hold(EngineWorld.A, 100m, 100m);
        var first = await EngineRig.StartedAsync(world);
        var mark = first.Marks.Latest!.Marks.HighWaterMark;
        world.Broker.Quote(EngineWorld.A, 1_000m);
        await first.StepAsync(61);
        first.Marks.Latest!.Marks.HighWaterMark.Should().Be(mark);
        world.Lease.Break();

        var second = await EngineRig.StartedAsync(world);
        await second.StepAsync(61);

        second.Marks.Latest!.Marks.HighWaterMark.Should().Be(mark);
        second.Marks.Latest!.Equity.Should().Be(mark + (100m * 900m));
    }

    [Fact]
    public void UnprovenEquity_RaisesNoHighWaterMark_AndProvenEquityBesideItDoes()
    {
        var (state, act) = DrawdownLadder.Step(LadderState.Start(1_000_000m), 1_100_000m, new RiskOptions(), 90_000m);

        act.Should().BeNull();
        state.HighWaterMark.Should().Be(1_010_000m);
        DrawdownLadder.Step(state, 1_010_000m, new RiskOptions()).State.Rung.Should().Be(Rung.None);
    }

    private static Book BookOf(decimal quantity, decimal mark) =>
        new(
            default,
            0m,
            new Dictionary<Symbol, Position> { [Name] = new(Name, quantity, 10m) }.ToFrozenDictionary(),
            new Dictionary<Symbol, decimal> { [Name] = mark }.ToFrozenDictionary()
        );
}
