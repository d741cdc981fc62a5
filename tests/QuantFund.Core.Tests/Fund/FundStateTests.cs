using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Screen;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class FundStateTests
{
    private static readonly FundState Start = SampleFund.State();

    [Fact]
    public void EventAfterAHole_IsAGap_ThatNamesBothSequences()
    {
        var step = Start.Apply(Halted.At(Start.Sequence + 2, SampleFund.Clock));

        Assert.Equal(new FundStep.Gap(Start.Sequence + 1, Start.Sequence + 2), step);
    }

    [Fact]
    public void EventThatIsInTheState_ChangesNothing() =>
        Assert.IsType<FundStep.Known>(Start.Apply(Halted.At(Start.Sequence, SampleFund.Clock)));

    [Fact]
    public void Tick_IsTaken_WhateverItsSequence()
    {
        var fund = SampleFund.Fund() with { Equity = 7m };

        var after = Changed(Start, new FundFact.FundMarked(fund).At(Start.Sequence + 9, SampleFund.Clock));

        Assert.Equal(7m, after.Fund!.Equity);
        Assert.Equal(Start.Sequence, after.Sequence);
    }

    [Theory]
    [InlineData(TradingState.Active, TradingState.Reconciling, TradingState.Reconciling)]
    [InlineData(TradingState.ReduceOnly, TradingState.Reconciling, TradingState.Reconciling)]
    [InlineData(TradingState.Halted, TradingState.Reconciling, TradingState.Halted)]
    [InlineData(TradingState.Halted, TradingState.Active, TradingState.Halted)]
    [InlineData(TradingState.Active, TradingState.Halted, TradingState.Active)]
    public void ShownState_IsTheStoredOne_ButReconcilingOverTheFirstTwo(
        TradingState stored,
        TradingState marked,
        TradingState shown
    )
    {
        var state = Start with { Trading = Start.Trading with { State = stored }, Fund = SampleFund.Fund(marked) };

        Assert.Equal(shown, state.ShownState);
    }

    [Fact]
    public void UnmeasuredFund_ShowsReconciling() =>
        Assert.Equal(TradingState.Reconciling, SampleFund.Empty.ShownState);

    [Fact]
    public void Reconciled_LiftsReconcilingAtOnce()
    {
        var state = Start with { Fund = SampleFund.Fund(TradingState.Reconciling) };

        var after = Next(state, new FundFact.Reconciled(3, 0, SampleFund.Clock));

        Assert.Equal(TradingState.Active, after.ShownState);
        Assert.Equal(SampleFund.Clock, after.ReconciledAt);
    }

    [Fact]
    public void CompletedCycle_IsTheFundsLastOne_AtOnce_AndAnOlderMarkDoesNotTurnItBack()
    {
        var ended = Start.CurrentCycle! with
        {
            Id = new CycleId("c20260106-1130"),
            Status = CycleStatus.Completed,
            Mode = FundMode.Intraday,
        };
        var before = SampleFund.Fund() with { LastCycleId = null, Mode = null, Regime = null };

        var heard = Next(Start with { Fund = before }, new FundFact.CycleChanged(ended));
        var marked = Changed(heard, new FundFact.FundMarked(before).At(heard.Sequence, SampleFund.Clock));

        Assert.Equal((ended.Id, ended.Mode, ended.Regime), LastOf(heard));
        Assert.Equal((ended.Id, ended.Mode, ended.Regime), LastOf(marked));

        static (CycleId?, FundMode?, RegimeView?) LastOf(FundState state) =>
            (state.Fund!.LastCycleId, state.Fund.Mode, state.Fund.Regime);
    }

    [Fact]
    public void NewCycle_StartsWithoutThePhasesOfTheOneBefore()
    {
        var cycle = Start.CurrentCycle! with { Id = new CycleId("c20260106-1130"), Status = CycleStatus.Running };

        var after = Next(Start, new FundFact.CycleChanged(cycle));

        Assert.NotEmpty(Start.Phases);
        Assert.Empty(after.Phases);
        Assert.Equal(cycle, after.CurrentCycle);
    }

    [Fact]
    public void SkippedSlot_LeavesTheRunningCycleInSight()
    {
        var skipped = Start.CurrentCycle! with
        {
            Id = new CycleId("c20260106-1130"),
            Status = CycleStatus.Skipped,
            FinishedAt = SampleFund.Clock,
        };

        var after = Next(Start, new FundFact.CycleChanged(skipped));

        Assert.Equal(skipped, after.Cycles[0]);
        Assert.Equal(Start.CurrentCycle, after.CurrentCycle);
        Assert.Equal(Start.Phases, after.Phases);
    }

    [Fact]
    public void Phase_ReplacesItself_WhenItEnds()
    {
        var phase = Start.Phases[^1] with { Finished = true, Milliseconds = 4100 };

        var after = Changed(Start, new FundFact.PhaseMoved(phase).At(Start.Sequence, SampleFund.Clock));

        Assert.Equal(Start.Phases.Length, after.Phases.Length);
        Assert.Equal(phase, after.Phases[^1]);
    }

    [Fact]
    public void Lists_StayBounded()
    {
        var state = Start;
        for (var i = 0; i < FundState.MostOrders + 5; i++)
        {
            var order = Start.Orders[0] with { ClientOrderId = new ClientOrderId($"o{i}") };
            state = Next(
                state,
                new FundFact.OrderFilled(order, Start.Fills[0] with { ClientOrderId = order.ClientOrderId }, 640, 1m)
            );
            state = Next(state, new FundFact.DifferenceFound("cash", "1", "2"));
        }

        Assert.Equal(FundState.MostOrders, state.Orders.Length);
        Assert.Equal(FundState.MostFills, state.Fills.Length);
        Assert.Equal(FundState.MostAlarms, state.Alarms.Length);
        Assert.Equal("o204", state.Orders[0].ClientOrderId.Value);
    }

    [Fact]
    public void Fill_ClosingAPosition_RemovesIt()
    {
        var fill = Start.Fills[0] with { Symbol = Symbol.Parse("NKE"), Side = Side.Buy, Quantity = 330 };

        var after = Next(Start, new FundFact.OrderFilled(Start.Orders[0], fill, 0m, 1m));

        Assert.DoesNotContain(after.Positions, p => p.Symbol == fill.Symbol);
    }

    [Fact]
    public void Fill_ThatGrowsAPosition_WeighsItsCost_AndValuesItAtTheLastMark()
    {
        // COST: 61 shares at 921.30, 39 more at 911.30: (61·921.30 + 39·911.30)/100 = 917.40; the mark stays 917.44.
        var fill = Start.Fills[0] with
        {
            Symbol = Symbol.Parse("COST"),
            Side = Side.Buy,
            Quantity = 39,
            Price = 911.30m,
        };

        var after = Next(Start, new FundFact.OrderFilled(Start.Orders[0], fill, 100m, 1m));

        var position = Assert.Single(after.Positions, p => p.Symbol == fill.Symbol);
        Assert.Equal(917.40m, position.AveragePrice);
        Assert.Equal(91_744m, position.MarketValue);
        Assert.Equal(4m, position.UnrealizedPnl);
    }

    [Fact]
    public void FailedCycle_RaisesAnAlarm()
    {
        var cycle = Start.CurrentCycle! with { Status = CycleStatus.Failed, Reason = "The broker is away" };

        var alarm = Next(Start, new FundFact.CycleChanged(cycle)).Alarms[0];

        Assert.Equal(AlarmLevel.Critical, alarm.Level);
        Assert.Equal("The broker is away", alarm.Text);
    }

    [Theory]
    [InlineData(TradingState.Halted, false, AlarmLevel.Critical, "Trading halted")]
    [InlineData(TradingState.ReduceOnly, false, AlarmLevel.Warning, "Only reductions are permitted")]
    [InlineData(TradingState.ReduceOnly, true, AlarmLevel.Critical, "Every position is being closed")]
    [InlineData(TradingState.Active, false, AlarmLevel.Notice, "Orders are permitted again")]
    public void TradingState_RaisesAnAlarm_WithWhoAndWhy(
        TradingState trading,
        bool flattens,
        AlarmLevel level,
        string title
    )
    {
        DateTimeOffset? flattenBy = flattens ? SampleFund.Clock.AddMinutes(5) : null;
        var fact = new FundFact.TradingStateChanged(trading, "Odd quotes", "anna", SampleFund.Clock, flattenBy);

        var after = Next(Start, fact);

        var alarm = after.Alarms[0];
        Assert.Equal((level, title, "anna: Odd quotes"), (alarm.Level, alarm.Title, alarm.Text));
        Assert.Equal(flattenBy, after.Trading.FlattenBy);
    }

    [Fact]
    public void ExpiredPlan_RaisesAnAlarm()
    {
        var cycle = Start.CurrentCycle! with
        {
            Status = CycleStatus.Expired,
            Reason = "Nobody decided within 10 minutes.",
        };

        var alarm = Next(Start, new FundFact.CycleChanged(cycle)).Alarms[0];

        Assert.Equal((AlarmLevel.Warning, "Nobody decided within 10 minutes."), (alarm.Level, alarm.Text));
        Assert.Contains("expired", alarm.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_IsWhatDrawdownIsMeasuredFrom()
    {
        var after = Next(Start, new FundFact.HighWaterMarkReset(1_060_000m, 990_000m));

        Assert.Equal(new MarkReset(SampleFund.Clock, 1_060_000m, 990_000m), after.MarkedAnew);
    }

    [Fact]
    public void NewSnapshot_KeepsWhatOnlyTicksCarry()
    {
        var snapshot = Start with
        {
            Sequence = Start.Sequence + 40,
            Fund = null,
            Risk = null,
            Sources = [],
            Phases = [],
            Positions = [.. Start.Positions.Take(1).Select(p => p with { Mark = p.AveragePrice, Quantity = 10 })],
        };

        var state = snapshot.WithTicksOf(Start);

        Assert.Equal(Start.Fund, state.Fund);
        Assert.Equal(Start.Risk, state.Risk);
        Assert.Equal(Start.Sources, state.Sources);
        Assert.Equal(Start.Phases, state.Phases);
        Assert.Equal(Start.Positions[0].Mark, state.Positions[0].Mark);
        Assert.Equal(10 * Start.Positions[0].Mark, state.Positions[0].MarketValue);
    }

    private static FundFact Halted =>
        new FundFact.TradingStateChanged(TradingState.Halted, "why", "operator", SampleFund.Clock);

    private static FundState Next(FundState state, FundFact fact) =>
        Changed(state, fact.At(state.Sequence + 1, SampleFund.Clock));

    private static FundState Changed(FundState state, FundEvent happened) =>
        Assert.IsType<FundStep.Changed>(state.Apply(happened)).State;
}
