using AwesomeAssertions;
using QuantFund.Core.Features;
using QuantFund.Core.Risk;
using QuantFund.Core.Risk.Limits;
using Xunit;

namespace QuantFund.Core.Tests.Risk;

/// <summary>Names that move as one count as one.</summary>
public sealed class ClusterTests
{
    [Theory]
    [InlineData(0.25, 0, 0.25, 0, 0)]
    [InlineData(0.26, 0, 0.25, 0, 1)]
    [InlineData(-0.26, 0, -0.25, 0, 1)]
    [InlineData(0.40, -0.15, 0.40, -0.15, 0)]
    [InlineData(0.50, -0.15, 0.40, -0.15, 1)]
    [InlineData(0.15, -0.50, 0.15, -0.40, 1)]
    public void ClusterNet_StaysAtAQuarter_ByShrinkingTheLargerSide(
        double first,
        double second,
        double firstAfter,
        double secondAfter,
        int clamps
    )
    {
        var weights = Applied(new ClusterNetLimit(), [first, second, 0.9], clamps);
        weights[0].Should().BeApproximately(firstAfter, 1e-12);
        weights[1].Should().BeApproximately(secondAfter, 1e-12);
        weights[2].Should().Be(0.9, "it moves on its own");
    }

    [Theory]
    [InlineData(0.25, -0.25, 0.25, -0.25, 0)]
    [InlineData(0.30, -0.25, 0.30 / 1.1, -0.25 / 1.1, 1)]
    public void ClusterGross_StaysAtAHalf_AndShrinksAlike(
        double first,
        double second,
        double firstAfter,
        double secondAfter,
        int clamps
    )
    {
        // .30 + .25 = .55 against .50: both over 1.1.
        var weights = Applied(new ClusterGrossLimit(), [first, second, 0.9], clamps);
        weights[0].Should().BeApproximately(firstAfter, 1e-12);
        weights[1].Should().BeApproximately(secondAfter, 1e-12);
        weights[2].Should().Be(0.9);
    }

    [Fact]
    public void Clamp_NamesTheCluster_AndWhatItWas()
    {
        var clamps = new List<Clamp>();
        var context = Context();
        new ClusterNetLimit().Apply([.. Padded([0.2, 0.2, 0])], context, clamps);
        var clamp = clamps.Should().ContainSingle().Subject;
        clamp.Limit.Should().Be("clusterNet");
        clamp.Subject.Should().Be($"{context.Universe[0].Symbol.Value} and 1 more");
        clamp.Before.Should().BeApproximately(0.4, 1e-12);
        clamp.After.Should().Be(0.25);
    }

    [Theory]
    [InlineData(0.79, 0)]
    [InlineData(0.81, 1)]
    public void Names_JoinAboveTheThreshold(double correlation, int clusters) =>
        CorrelationClusters.Of(Panel(Pair(correlation)), [0, 1], 0.8).Groups.Should().HaveCount(clusters);

    [Fact]
    public void AverageLinkage_JoinsAThirdByItsMeanCorrelation()
    {
        // A and B are one line; C correlates c with both, so its mean with the pair is c.
        double[][] near = [Wave(1), Wave(1), Mixed(0.85)];
        double[][] far = [Wave(1), Wave(1), Mixed(0.75)];
        CorrelationClusters
            .Of(Panel(near), [0, 1, 2], 0.8)
            .Groups.Should()
            .ContainSingle()
            .Which.Should()
            .Equal(0, 1, 2);
        CorrelationClusters.Of(Panel(far), [0, 1, 2], 0.8).Groups.Should().ContainSingle().Which.Should().Equal(0, 1);

        // D correlates .85 with C and, orthogonal otherwise, .85² = .7225 with A and B: mean with {A, B, C} is
        // (.7225·2 + .85)/3 = .765: it stays out, though single linkage would take it in.
        var d = Combine(Mixed(0.85), Wave(3), 0.85);
        CorrelationClusters
            .Of(Panel([.. near, d]), [0, 1, 2, 3], 0.8)
            .Groups.Should()
            .ContainSingle()
            .Which.Should()
            .Equal(0, 1, 2);
    }

    [Fact]
    public void NamesThatNeverMoved_AreInNoCluster() =>
        CorrelationClusters.Of(Panel([new double[63], new double[63]]), [0, 1], 0.8).Groups.Should().BeEmpty();

    [Fact]
    public void OppositeNames_AreNoCluster() =>
        CorrelationClusters.Of(Panel([Wave(1), [.. Wave(1).Select(r => -r)]]), [0, 1], 0.8).Groups.Should().BeEmpty();

    private static double[] Applied(ILimit limit, double[] first, int clamps)
    {
        var weights = Padded(first);
        var list = new List<Clamp>();
        var context = Context();
        limit.Apply(weights, context, list);
        list.Should().HaveCount(clamps);
        limit.Measure(weights, context).IsBroken.Should().BeFalse();
        return weights;
    }

    private static double[] Padded(double[] first)
    {
        var weights = new double[RiskTests.Context().Universe.Count];
        first.CopyTo(weights, 0);
        return weights;
    }

    /// <summary>Rows 0 and 1 move as one, row 2 on its own.</summary>
    private static RiskContext Context() =>
        RiskTests.Context() with
        {
            Clusters = CorrelationClusters.Of(Panel([Wave(1), Wave(1), Wave(2)]), [0, 1, 2], 0.8),
        };

    private static double[][] Pair(double correlation) => [Wave(1), Mixed(correlation)];

    /// <summary>Correlates as asked with the first wave.</summary>
    private static double[] Mixed(double correlation) => Combine(Wave(1), Wave(2), correlation);

    private static double[] Combine(double[] first, double[] second, double correlation) =>
        [.. first.Select((r, t) => (correlation * r) + (Math.Sqrt(1 - (correlation * correlation)) * second[t]))];

    /// <summary>Sines of whole periods over 63 sessions: mean zero, equal length, orthogonal to one another.</summary>
    private static double[] Wave(int periods) =>
        [.. Enumerable.Range(0, 63).Select(t => 0.01 * Math.Sin(2 * Math.PI * periods * t / 63))];

    private static ReturnPanel Panel(double[][] returns)
    {
        var panel = new ReturnPanel(returns.Length);
        for (var row = 0; row < returns.Length; row++)
        {
            var closes = new double[127];
            closes[0] = 100;
            for (var t = 1; t < closes.Length; t++)
                closes[t] = closes[t - 1] * (1 + returns[row][(t - 1) % 63]);
            panel.Fill(row, closes);
        }
        return panel;
    }
}
