using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Risk;
using QuantFund.Core.Risk.Limits;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Risk;

public sealed class RiskTests
{
    private static readonly FeatureTable Features = FeatureEngine.Build(new RandomWalk(66).Snapshot());

    [Theory]
    [InlineData(0.1500, 0.15, 0)]
    [InlineData(0.1501, 0.15, 1)]
    [InlineData(-0.1500, -0.15, 0)]
    [InlineData(-0.1501, -0.15, 1)]
    public void Position_StaysAtFifteenPercent_AndIsCutAbove(double before, double after, int clamps) =>
        Applied(new PositionLimit(), [before], clamps)[Row(0)].Should().BeApproximately(after, 1e-12);

    [Theory]
    [InlineData(0.15, 0)]
    [InlineData(0.1501, 1)]
    public void Sector_StaysAtThirtyPercentGross_AndShrinksAlikeAbove(double second, int clamps)
    {
        // Rows 0 and 11 share a sector; a short counts with its size.
        var weights = new double[Features.Count];
        (weights[Row(0)], weights[Row(11)], weights[Row(1)]) = (0.15, -second, 0.15);
        var list = new List<Clamp>();
        new SectorLimit().Apply(weights, Context(), list);
        list.Should().HaveCount(clamps);
        (Math.Abs(weights[Row(0)]) + Math.Abs(weights[Row(11)])).Should().BeApproximately(0.30, 1e-12);
        (weights[Row(0)] / weights[Row(11)]).Should().BeApproximately(-0.15 / second, 1e-12);
        weights[Row(1)].Should().Be(0.15);
    }

    [Theory]
    [InlineData(0.1000, 0)]
    [InlineData(0.1001, 1)]
    public void Longs_StayAtOneHundredPercent(double last, int clamps)
    {
        double[] nine = [.. Enumerable.Repeat(0.1, 9), last, -0.5];
        var weights = Applied(new LongLimit(), nine, clamps);
        weights.Where(w => w > 0).Sum().Should().BeApproximately(1, 1e-12);
        weights.Where(w => w < 0).Sum().Should().BeApproximately(-0.5, 1e-12);
    }

    [Theory]
    [InlineData(-1.0000, 0)]
    [InlineData(-1.0001, 1)]
    public void Gross_StaysAtTwoHundredPercent(double shorts, int clamps) =>
        Applied(new GrossLimit(), [1, shorts], clamps).Sum(Math.Abs).Should().BeApproximately(2, 1e-12);

    [Theory]
    [InlineData(-0.8000, 0)]
    [InlineData(-0.8001, 1)]
    public void Net_StaysAboveMinusThirtyPercent_ByShrinkingShorts(double shorts, int clamps)
    {
        var weights = Applied(new MinNetLimit(), [0.5, shorts], clamps);
        weights.Sum().Should().BeApproximately(-0.3, 1e-12);
        weights[Row(0)].Should().Be(0.5);
    }

    [Theory]
    [InlineData(1.2000, 0)]
    [InlineData(1.2001, 1)]
    public void Net_StaysBelowOneHundredPercent_ByShrinkingLongs(double longs, int clamps)
    {
        var weights = Applied(new MaxNetLimit(), [longs, -0.2], clamps);
        weights.Sum().Should().BeApproximately(1, 1e-12);
        weights[Row(1)].Should().Be(-0.2);
    }

    [Fact]
    public void Volatility_IsHeldToEighteenPercent()
    {
        var weights = new double[Features.Count];
        weights[Row(0)] = 1;
        var forecast = new VolatilityLimit().Measure(weights, Context()).Use;
        weights[Row(0)] = 0.18 / forecast;
        var list = new List<Clamp>();
        new VolatilityLimit().Apply(weights, Context(), list);
        weights[Row(0)] *= 1.001;
        new VolatilityLimit().Measure(weights, Context()).IsBroken.Should().BeTrue();
        new VolatilityLimit().Apply(weights, Context(), list);
        new VolatilityLimit().Measure(weights, Context()).Use.Should().BeApproximately(0.18, 1e-9);
    }

    [Theory]
    [InlineData(19.99, 1)]
    [InlineData(20, 0.85)]
    [InlineData(24.99, 0.85)]
    [InlineData(25, 0.7)]
    [InlineData(30, 0.5)]
    [InlineData(35, 0.5)]
    [InlineData(35.01, 0.25)]
    [InlineData(double.NaN, 0.5)]
    public void VixScale_StepsDown(double vix, double scale) => VixScale.Of(vix).Should().Be(scale);

    [Theory]
    [InlineData(20.5, 1, 0.85)] // it falls at the boundary
    [InlineData(19.5, 0.85, 0.85)] // and recovers 5% below it: 19
    [InlineData(18.99, 0.85, 1)]
    [InlineData(23.9, 0.7, 0.7)]
    [InlineData(23.7, 0.7, 0.85)]
    [InlineData(18, 0.25, 1)]
    [InlineData(double.NaN, 1, 0.5)]
    [InlineData(15, 0.5, 1)]
    public void VixScale_RecoversOnlyFivePercentBelowABoundary(double vix, double previous, double scale) =>
        VixScale.Of(vix, previous).Should().Be(scale);

    [Theory]
    [InlineData(0.05, 0.10, 0.05)]
    [InlineData(-0.05, 0.10, 0.15)]
    [InlineData(0.10, 0.05, 0)]
    [InlineData(-0.10, -0.05, 0)]
    [InlineData(0, -0.05, 0.05)]
    [InlineData(0.05, -0.10, 0.10)]
    public void Turnover_CountsWhatIsAdded_AndAllOfAChangeOfSide(double current, double target, double added)
    {
        if (current < 0 && target > 0)
            added = target;
        Turnover.Added(current, target).Should().BeApproximately(added, 1e-12);
    }

    [Fact]
    public void Turnover_ShrinksAdditionsAlike_AndNeverAReduction()
    {
        var current = new double[Features.Count];
        current[Row(2)] = 0.15;
        var weights = new double[Features.Count];
        // Adds .4 + .4 = .8 over a cap of .5: each by 5/8. The reduction from .15 to .05 stays whole.
        (weights[Row(0)], weights[Row(1)], weights[Row(2)]) = (0.4, -0.4, 0.05);
        var list = new List<Clamp>();
        Turnover.Apply(weights, Context(current), list);
        weights[Row(0)].Should().BeApproximately(0.25, 1e-12);
        weights[Row(1)].Should().BeApproximately(-0.25, 1e-12);
        weights[Row(2)].Should().Be(0.05);
        list.Should().ContainSingle().Which.Should().Be(new Clamp("turnover", "portfolio", 0.8, 0.5));
    }

    [Theory]
    [InlineData(0.10, 0.05, 0.05)]
    [InlineData(0.03, 0.05, 0.03)]
    [InlineData(-0.03, 0.05, 0)]
    [InlineData(0.03, 0, 0)]
    [InlineData(-0.10, -0.05, -0.05)]
    public void ReduceOnly_KeepsTargetsBetweenThePositionAndZero(double target, double current, double allowed) =>
        Permissions.Toward(target, current).Should().Be(allowed);

    [Fact]
    public void Unborrowable_ShortsDoNotGrow_AndLongsDoNotCare()
    {
        var current = new double[Features.Count];
        current[Row(1)] = -0.02;
        double[] weights = new double[Features.Count];
        (weights[Row(0)], weights[Row(1)], weights[Row(2)]) = (-0.05, -0.05, 0.05);
        var list = new List<Clamp>();
        Permissions.Apply(weights, Context(current, shortable: false), list);
        (weights[Row(0)], weights[Row(1)], weights[Row(2)]).Should().Be((0, -0.02, 0.05));
        list.Select(c => c.Limit).Should().Equal("unborrowable", "unborrowable");
    }

    internal static int Row(int share) => Features.Universe.IndexOf(Symbol.Parse($"S{share:00000}"));

    internal static RiskContext Context(double[]? current = null, bool shortable = true)
    {
        var all = new bool[Features.Count];
        Array.Fill(all, shortable);
        return new RiskContext(
            Features.Universe,
            current ?? new double[Features.Count],
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
        );
    }

    private static double[] Applied(ILimit limit, double[] shares, int clamps)
    {
        var weights = new double[Features.Count];
        for (var i = 0; i < shares.Length; i++)
            weights[Row(i)] = shares[i];
        var list = new List<Clamp>();
        limit.Apply(weights, Context(), list);
        list.Should().HaveCount(clamps);
        limit.Measure(weights, Context()).IsBroken.Should().BeFalse();
        return weights;
    }
}
