using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Screen;
using QuantFund.Web.Components.Widgets;
using Xunit;

namespace QuantFund.Web.Tests.Components.Widgets;

public sealed class PacedPositionsTests
{
    private static readonly DateTimeOffset Start = SampleFund.Clock;

    [Fact]
    public void Marks_OfALongBook_ComeInTurn_AndEachWithinItsRound()
    {
        var paced = new PacedPositions();
        var first = Book(100, mark: 10m);
        paced.Of(first, Start);
        var next = Book(100, mark: 11m);

        var fresh = Enumerable
            .Range(1, 7)
            .Select(second => paced.Of(next, Start.AddSeconds(second)).Count(p => p.Mark == 11m))
            .ToArray();

        // 15 rows a second; the seventh second completes the round of 100.
        Assert.Equal([15, 30, 45, 60, 75, 90, 100], fresh);
    }

    [Fact]
    public void TradedPosition_IsShownAtOnce_AndAClosedOneIsGone()
    {
        var paced = new PacedPositions();
        var book = Book(100, mark: 10m);
        paced.Of(book, Start);
        PositionView[] next = [.. Book(100, mark: 11m).Skip(1)];
        next[90] = next[90] with { Quantity = 7m };

        var shown = paced.Of(next, Start.AddMilliseconds(250));

        Assert.Equal(99, shown.Count);
        Assert.Equal(7m, shown[90].Quantity);
        Assert.Equal(1, shown.Count(p => p.Mark == 11m));
    }

    [Fact]
    public void ShortBook_IsRenewedWhole_EachSecond()
    {
        var paced = new PacedPositions();
        paced.Of(Book(PacedPositions.RowsASecond, mark: 10m), Start);

        Assert.All(
            paced.Of(Book(PacedPositions.RowsASecond, mark: 11m), Start.AddSeconds(1)),
            p => Assert.Equal(11m, p.Mark)
        );
    }

    private static PositionView[] Book(int names, decimal mark) =>
        [
            .. Enumerable
                .Range(0, names)
                .Select(i => new PositionView(
                    Symbol.Parse(string.Create(CultureInfo.InvariantCulture, $"N{i:000}")),
                    100m,
                    9m,
                    mark,
                    100m * mark,
                    0.01,
                    "Energy",
                    100m,
                    null
                )),
        ];
}
