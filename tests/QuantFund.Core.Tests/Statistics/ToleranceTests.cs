using AwesomeAssertions;
using QuantFund.Core.Statistics;
using Xunit;

namespace QuantFund.Core.Tests.Statistics;

public sealed class ToleranceTests
{
    [Theory]
    [InlineData(21)]
    [InlineData(0.3)]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(1e9)]
    public void NumberThatMissesItsBoundByRounding_LiesOnIt(double bound)
    {
        foreach (var value in new[] { bound, Math.BitIncrement(bound), Math.BitDecrement(bound) })
        {
            Tolerance.Same(value, bound).Should().BeTrue();
            Tolerance.AtLeast(value, bound).Should().BeTrue();
            Tolerance.AtMost(value, bound).Should().BeTrue();
            Tolerance.Above(value, bound).Should().BeFalse();
            Tolerance.Below(value, bound).Should().BeFalse();
        }
        var off = 1e-6 * Math.Max(1, Math.Abs(bound));
        Tolerance.Above(bound + off, bound).Should().BeTrue();
        Tolerance.Below(bound - off, bound).Should().BeTrue();
        Tolerance.AtLeast(bound - off, bound).Should().BeFalse();
        Tolerance.AtMost(bound + off, bound).Should().BeFalse();
    }

    [Fact]
    public void WhatIsUnknown_LiesNowhere()
    {
        Tolerance.Above(double.NaN, 1).Should().BeFalse();
        Tolerance.Below(double.NaN, 1).Should().BeFalse();
        Tolerance.AtLeast(double.NaN, 1).Should().BeFalse();
        Tolerance.AtMost(double.NaN, 1).Should().BeFalse();
    }

    [Fact]
    public void WholeUnits_AreNotLostToRounding()
    {
        // 0.15 − 0.14 is 0.009999999999999981: a hundredth of $1M at $100 a share are 100 shares, not 99.
        var wanted = 0.15;
        Tolerance.Whole((decimal)(wanted - 0.14) * 1_000_000m / 100m).Should().Be(100m);
        Tolerance.Whole(99.5m).Should().Be(99m);
        Tolerance.Whole(-99.5m).Should().Be(-99m);
        Tolerance.Whole(0.1 * 30).Should().Be(3);
        Tolerance.Whole(Math.BitDecrement(3.0)).Should().Be(3);
        Tolerance.Whole(2.9).Should().Be(2);
    }
}
