using AwesomeAssertions;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Execution;

public sealed class ParentOrdersTests
{
    private static readonly Symbol A = EngineWorld.A;
    private static readonly Symbol B = EngineWorld.B;

    [Fact]
    public void TradeThatCrossesZero_BecomesTwoOrders_TheSecondAfterTheFirst()
    {
        var orders = Of([FakeDecision.Trade(A, Side.Sell, 150m, 100m)], (A, 100m));

        orders
            .Select(o => (o.Side, o.Quantity, o.Reduces, o.Slice, o.AfterSlice))
            .Should()
            .Equal((Side.Sell, 100m, true, 0, null), (Side.Sell, 50m, false, 1, 0));
        // The estimate of 10 dollars is shared by quantity: two thirds and one third.
        orders.Select(o => o.EstimatedCost).Should().Equal(6.6667m, 3.3333m);
    }

    [Fact]
    public void TradeToZero_IsOneReduction() =>
        Of([FakeDecision.Trade(A, Side.Sell, 100m, 100m)], (A, 100m))
            .Should()
            .ContainSingle()
            .Which.Should()
            .Match<ParentOrder>(o => o.Reduces && o.Quantity == 100m && o.AfterSlice == null);

    [Fact]
    public void Reductions_ComeFirst_AndThePlansOrderIsKeptOtherwise()
    {
        var orders = Of(
            [
                FakeDecision.Trade(B, Side.Buy, 10m, 200m),
                FakeDecision.Trade(EngineWorld.C, Side.Buy, 10m, 50m),
                FakeDecision.Trade(A, Side.Sell, 40m, 100m, reduces: true),
            ],
            (A, 100m)
        );

        orders.Select(o => o.Symbol).Should().Equal(A, B, EngineWorld.C);
    }

    [Fact]
    public void PlannedReduction_OfAPositionThatShrankMeanwhile_NeverOpensTheOtherSide() =>
        Of([FakeDecision.Trade(A, Side.Sell, 100m, 100m, reduces: true)], (A, 60m))
            .Should()
            .ContainSingle()
            .Which.Quantity.Should()
            .Be(60m);

    [Fact]
    public void ExcludedNames_AreLeftOut()
    {
        var plan = Plan([FakeDecision.Trade(A, Side.Buy, 1m, 100m), FakeDecision.Trade(B, Side.Buy, 1m, 200m)]);

        ParentOrders
            .Of(plan, new HashSet<Symbol> { A }, new Dictionary<Symbol, decimal>())
            .Select(o => o.Symbol)
            .Should()
            .Equal(B);
    }

    [Fact]
    public void Reductions_GoByLargestValueFirst_EitherSide()
    {
        var orders = ParentOrders.Reductions(
            OrderOrigin.Risk,
            "r1",
            [(new Position(A, 100m, 90m), 70m, 100m), (new Position(B, -100m, 210m), -50m, 200m)]
        );

        orders.Select(o => (o.Symbol, o.Side, o.Quantity)).Should().Equal((B, Side.Buy, 50m), (A, Side.Sell, 30m));
        orders.Should().OnlyContain(o => o.Reduces && o.Origin == OrderOrigin.Risk);
    }

    private static IReadOnlyList<ParentOrder> Of(
        IReadOnlyList<PlannedTrade> trades,
        params (Symbol Symbol, decimal Quantity)[] held
    ) => ParentOrders.Of(Plan(trades), new HashSet<Symbol>(), held.ToDictionary(h => h.Symbol, h => h.Quantity));

    private static TradePlan Plan(IReadOnlyList<PlannedTrade> trades) =>
        new(new CycleId("c20260105-1000"), EngineWorld.Morning, 1_000_000m, trades);
}
