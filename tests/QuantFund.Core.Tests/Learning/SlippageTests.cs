using AwesomeAssertions;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Learning;

public sealed class SlippageTests
{
    [Theory]
    [InlineData(1.999, 0, 1)]
    [InlineData(2.0, 1, 2)]
    [InlineData(14.999, 2, 4)]
    [InlineData(50.0, 4, 20)]
    [InlineData(double.NaN, 4, 20)]
    public void Spread_NamesTheClass_AndTheClassThePrior(double spread, int kind, double prior)
    {
        Slippage.ClassOf(spread).Should().Be(kind);
        Slippage.Prior(spread).Should().Be(prior);
    }

    [Fact]
    public void FillsMoveTheEstimateOfTheirClass_TheOthersStay()
    {
        var learned = SlippageMemory.Empty;
        for (var i = 0; i < 50; i++)
            learned = learned.With(10, 8, 1000, 0.7, 1.3);

        // As much as the prior of 4 counts: (50·4 + 50·8)/100 = 6; at a VIX of 27 × 1.6.
        learned.LearnedBps(14).Should().BeApproximately(6, 1e-12);
        Slippage.Bps(14, 27, learned).Should().BeApproximately(9.6, 1e-12);
        learned.LearnedBps(20).Should().Be(8);
        var record = learned.Of(2);
        (record.Fills, record.SlippedBps, record.Traded).Should().Be((50, 400.0, 50_000.0));
        // Fifty times 70 cents foreseen, 1.30 paid.
        (record.Actual - record.Estimated)
            .Should()
            .BeApproximately(30, 1e-9);
    }

    [Fact]
    public void TheErrorOfAClass_IsThatOfItsSums_NotTheSumOfErrors()
    {
        // Foreseen 10 and 30, paid 30 and 12: |42 − 40|/40 = 5%. The errors of the single fills, 20 and 18, are 90% of 42.
        var memory = new CycleMemory
        {
            Slippage = SlippageMemory.Empty.With(10, 8, 1000, 10, 30).With(10, 8, 1000, 30, 12),
        };

        var view = LearningViews
            .Of(memory, StrategyRoster.Standard, new Dictionary<StrategyId, StrategyState>(), new LearningOptions())
            .Slippage[2];

        view.CostError.Should().BeApproximately(0.05, 1e-12);
        view.Fills.Should().Be(2);
    }

    [Fact]
    public void FillFarOff_CountsAsTenPriors_AndNoEstimateIsBetterThanTheMid()
    {
        SlippageMemory.Empty.With(10, 1e6, 1, 0, 0).Of(2).SlippedBps.Should().Be(44);
        SlippageMemory.Empty.With(10, -1e6, 1, 0, 0).Of(2).SlippedBps.Should().Be(-36);
        var lucky = SlippageMemory.Empty;
        for (var i = 0; i < 500; i++)
            lucky = lucky.With(10, -36, 1, 0, 0);
        Slippage.Bps(10, 18, lucky).Should().Be(-5);
    }

    [Fact]
    public async Task CyclesFills_AreInTheMemory_AndTheNextCyclesCostsReadThem()
    {
        var market = new RandomWalk(60);
        var first = await StoredDecision.RunAsync(market.Snapshot(), Requests.New(market.AsOf, market.Session));

        // The desk fills half a spread from the mid: nothing slipped, and no impact either, less than the prior says.
        first.Memory.Slippage.Classes.Sum(c => c.Fills).Should().Be(first.Plan.Trades.Count);
        var trade = first.Plan.Trades[0];
        first.Memory.Slippage.LearnedBps(trade.SpreadBps).Should().BeLessThan(Slippage.Prior(trade.SpreadBps));
        var again = await StoredDecision.RunAsync(
            market.Snapshot(),
            Requests.New(
                market.AsOf,
                market.Session,
                memory: Core.Pipeline.Records.CycleMemory.Empty with
                {
                    Slippage = first.Memory.Slippage,
                }
            )
        );
        var same = again.Plan.Trades.First(t => t.Symbol == trade.Symbol);
        (same.EstimatedCost / same.Quantity).Should().BeLessThan(trade.EstimatedCost / trade.Quantity);
    }
}
