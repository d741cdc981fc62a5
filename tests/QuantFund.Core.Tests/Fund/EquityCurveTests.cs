using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class EquityCurveTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(600)]
    [InlineData(601)]
    [InlineData(5000)]
    public void Curve_StaysBounded_AndKeepsItsEnds(int points)
    {
        var curve = EquityCurve.Empty;
        for (var i = 0; i < points; i++)
            curve = curve.With(Point(i));

        Assert.InRange(curve.Points.Length, 2, EquityCurve.Most);
        Assert.Equal(Point(0), curve.Points[0]);
        Assert.Equal(Point(points - 1), curve.Points[^1]);
    }

    [Fact]
    public void Curve_OfManyPoints_IsAsDenseAtItsStartAsAtItsEnd()
    {
        var curve = EquityCurve.Empty;
        for (var i = 0; i < 10_000; i++)
            curve = curve.With(Point(i));

        var middle = Start.AddSeconds(5000);
        var early = curve.Points.Count(p => p.Time < middle);
        // Even spacing puts half on either side; a tenth to spare for the last rounds of thinning.
        Assert.InRange(early / (double)curve.Points.Length, 0.4, 0.6);
    }

    [Fact]
    public void OlderOrEqualPoint_IsNoNews()
    {
        var curve = EquityCurve.Of([Point(1), Point(2)]);

        Assert.Same(curve, curve.With(Point(2)));
        Assert.Same(curve, curve.With(Point(0)));
    }

    [Fact]
    public void Of_ThinsAStoredRange()
    {
        var curve = EquityCurve.Of(Enumerable.Range(0, 2000).Select(Point));

        Assert.InRange(curve.Points.Length, 200, EquityCurve.Most);
        Assert.Equal(Point(1999), curve.Points[^1]);
    }

    private static EquityPoint Point(int second) => new(Start.AddSeconds(second), 1000m + second, 0, 1, 0.5);
}
