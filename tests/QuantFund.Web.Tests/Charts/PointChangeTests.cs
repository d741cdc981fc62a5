using QuantFund.Web.Charts;
using Xunit;

namespace QuantFund.Web.Tests.Charts;

public sealed class PointChangeTests
{
    private static readonly ApexPoint A = new("a", 1);
    private static readonly ApexPoint B = new("b", 2);
    private static readonly ApexPoint C = new("c", 3);

    [Fact]
    public void NewPoint_IsSentAlone()
    {
        var change = PointChange.Between([A, B], [A, B, C]);

        Assert.Equal(2, change!.Start);
        Assert.Equal([C], change.Points);
    }

    [Fact]
    public void ReplacedLastPoint_IsSentAlone()
    {
        var change = PointChange.Between([A, B], [A, C]);

        Assert.Equal(1, change!.Start);
        Assert.Equal([C], change.Points);
    }

    [Fact]
    public void ThinnedPoints_AreCutOff()
    {
        var change = PointChange.Between([A, B, C], [A, B]);

        Assert.Equal(2, change!.Start);
        Assert.Empty(change.Points);
    }

    [Fact]
    public void SamePoints_AreNotSent() => Assert.Null(PointChange.Between([A, B], [A, B]));
}
