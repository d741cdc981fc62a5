using AwesomeAssertions;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Features;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Costs;

public sealed class ChangeReturnTests
{
    private const int Row = 20;
    private const double Blended = 13.6;

    private static readonly FeatureTable Features = FeatureEngine.Build(new RandomWalk(30).Snapshot());

    // Strategies that hold for days want 4% and expect 2%; an intraday one wants 1% more, or less, and expects .1%.
    // 0 → 5%: .04·.02 + .01·.001 = .00081. 4% → 5%: the intraday one's part alone, .01·.001.
    // 3% → 5%: .01·.02 + .01·.001. 6% → 5%: nobody asks for the sixth percent, all of it is on the way of those for days.
    // 4% → 3% when the intraday one sells: −.01·−.001. 5% → 3%: −.01·.02 − .01·−.001.
    [Theory]
    [InlineData(0, 0.01, 0.001, 0.00081)]
    [InlineData(0.04, 0.01, 0.001, 0.00001)]
    [InlineData(0.03, 0.01, 0.001, 0.00021)]
    [InlineData(0.06, 0.01, 0.001, -0.0002)]
    [InlineData(0.04, -0.01, -0.001, 0.00001)]
    [InlineData(0.05, -0.01, -0.001, -0.00019)]
    public void EachPartOfTheWay_EarnsWhatThoseWhoAskForItExpect(
        double held,
        double fast,
        double fastReturn,
        double earned
    ) => Of(held, (0.04, 0.02), (fast, fastReturn)).Earned.Should().BeApproximately(earned, 1e-12);

    // 4% → 5%: the intraday one's part alone, an hour: 60/390. 3% → 5%: half the way each: (21 + 60/390)/2.
    // 6% → 5%: all of it is on the way of those for days. Not held yet: the blended return, and so the blended horizon.
    [Theory]
    [InlineData(0.04, 60.0 / 390)]
    [InlineData(0.03, (21 + (60.0 / 390)) / 2)]
    [InlineData(0.06, 21)]
    [InlineData(0, Blended)]
    public void AReturn_IsToldWithTheHorizonOfThoseWhoExpectIt(double held, double horizon) =>
        Of(held, (0.04, 0.02), (0.01, 0.001)).HorizonSessions.Should().BeApproximately(horizon, 1e-12);

    [Fact]
    public void WithOneKindOfStrategyAlone_ItIsTheBlendedReturn()
    {
        Of(0.01, (0.04, 0.02), null).Earned.Should().BeApproximately(0.03 * 0.02, 1e-12);
        Of(0.01, null, (0.04, 0.001)).Earned.Should().BeApproximately(0.03 * 0.001, 1e-12);
    }

    /// <summary>The way from what is held to all that is wanted.</summary>
    private static ChangeReturn Of(
        double held,
        (double Weight, double Return)? slow,
        (double Weight, double Return)? fast
    )
    {
        var proposals = new List<Proposal>();
        double target = 0,
            gross = 0,
            gain = 0;
        foreach (
            var (asked, category) in new[] { (slow, StrategyCategory.Position), (fast, StrategyCategory.Intraday) }
        )
        {
            if (asked is not { } part)
                continue;
            proposals.Add(ProposalOf(category, part.Weight, part.Return));
            target += part.Weight;
            gross += Math.Abs(part.Weight);
            gain += Math.Abs(part.Weight) * part.Return;
        }
        var (weights, returns, horizons) = (Column(target), Column(gain / gross), Column(Blended));
        var all = new bool[Features.Count];
        Array.Fill(all, true);
        var wanted = new TargetBook(
            Features.Universe,
            FundMode.Hybrid,
            proposals,
            [.. proposals.Select(_ => 1.0)],
            1,
            0.1,
            weights,
            returns,
            horizons
        );
        var review = RiskGate.Review(
            wanted,
            new RiskContext(
                Features.Universe,
                Column(held),
                0,
                0,
                Features.Returns,
                all,
                new bool[Features.Count],
                TradingState.Active,
                1,
                18,
                1,
                new RiskOptions()
            )
        );
        return ChangeReturn.Of(Row, target - held, review.Approved!);
    }

    private static Proposal ProposalOf(StrategyCategory category, double weight, double expected)
    {
        var convictions = Column(Math.Sign(weight));
        return new Proposal(
            new StrategyProfile(
                new StrategyId($"test-{category}"),
                category,
                StrategyFamily.Momentum,
                category == StrategyCategory.Intraday ? Horizon.Minutes(60) : Horizon.Days(21),
                0.03,
                false,
                "test"
            ),
            0.03,
            convictions,
            new Abstention[Features.Count],
            null,
            Column(weight),
            Column(expected),
            0.1
        );
    }

    private static double[] Column(double value)
    {
        var column = new double[Features.Count];
        column[Row] = value;
        return column;
    }
}
