using System.Collections.Frozen;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Risk;
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
        doubts.Take(Name, 10m, mark);

        doubts.Gained(BookOf(100m, mark)).Should().Be(gained);
    }

    [Fact]
    public void AShortGainsByAFall_AndTheMarkIsBelievedWhenItComesBack()
    {
        var doubts = new MarkDoubts();
        doubts.Take(Name, 10m, 1m);
        doubts.Gained(BookOf(-100m, 1m)).Should().Be(900m);

        doubts.Take(Name, 1m, 10.5m);
        doubts.Gained(BookOf(-100m, 10.5m)).Should().Be(0m);
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
