using AwesomeAssertions;
using QuantFund.Core.Costs;
using Xunit;

namespace QuantFund.Core.Tests.Costs;

public sealed class TrackingTests
{
    [Fact]
    public void ABookAtItsTargets_IsWhatWasWanted() =>
        Tracking.Of([0.1, -0.2, 0], [0.1, -0.2, 0]).Should().Be(new Tracking(1, 0, 0));

    [Fact]
    public void AboveATarget_OnTheOtherSideOfIt_AndWithoutOne_IsExcess()
    {
        // Held gross .5, of it .1 as wanted in each of the first two: .1 too much, .1 short of a long, .1 of nothing wanted.
        var tracking = Tracking.Of([0.2, 0.1, -0.1, 0.1], [0.1, 0.1, 0.1, 0]);

        tracking.Excess.Should().BeApproximately(0.3 / 0.5, 1e-12);
        tracking.Missing.Should().BeApproximately(0.1 / 0.3, 1e-12);
        tracking.Correlation.Should().BeApproximately(0.02 / Math.Sqrt(0.07 * 0.03), 1e-12);
    }

    [Fact]
    public void WithNothingHeld_NothingIsCompared() =>
        Tracking.Of([0, 0], [0.1, 0]).Should().Be(new Tracking(double.NaN, double.NaN, 1));
}
