using AwesomeAssertions;
using QuantFund.Core.Domain;
using Xunit;

namespace QuantFund.Core.Tests.Execution;

/// <summary>A closed trade is a position brought to zero or turned, once.</summary>
public sealed class ClosedTradesTests
{
    private static readonly Symbol A = Symbol.Parse("AAPL");

    [Fact]
    public void ThreeTrimsAndTheClose_AreOneTrade_WhoseWholeLifeWinsOrLoses()
    {
        // Bought 100 at 50. Sold 25 at 52 (+50), 25 at 51 (+25), 25 at 48 (−50), 25 at 48.5 (−37.5): −12.5 in all, though
        // two of its four reductions won.
        var (trades, realized, position) = Play((100m, 50m), (-25m, 52m), (-25m, 51m), (-25m, 48m));
        trades.Should().Be(ClosedTrades.None);
        realized.Should().Be(25m);

        trades.After(realized, position, -25m, 48.5m).Should().Be((new ClosedTrades(1, 0), 0m));
        // At 49.01 the last trim loses 24.75 of the 25 that the others brought: a quarter dollar is a win.
        trades.After(realized, position, -25m, 49.01m).Trades.Should().Be(new ClosedTrades(1, 1));
        // At 49 nothing is left of them: no win.
        trades.After(realized, position, -25m, 49m).Trades.Should().Be(new ClosedTrades(1, 0));
    }

    [Fact]
    public void APositionThatTurns_IsClosedOnce_AndItsSuccessorStartsAnew()
    {
        // Long 10 at 100, sold 15 at 90: the long lost 100. Short 5 at 90, bought back at 80: +50.
        var (trades, realized, _) = Play((10m, 100m), (-15m, 90m));
        trades.Should().Be(new ClosedTrades(1, 0));
        realized.Should().Be(0m);

        Play((10m, 100m), (-15m, 90m), (5m, 80m)).Trades.Should().Be(new ClosedTrades(2, 1));
    }

    [Fact]
    public void Additions_CloseNothing_AndAShortWinsWhenItFalls()
    {
        Play((10m, 100m), (10m, 90m)).Trades.Should().Be(ClosedTrades.None);
        // Short 10 at 100 and 10 at 110: average 105. Bought 5 at 120 (−75), 15 at 99 (+90): +15.
        Play((-10m, 100m), (-10m, 110m), (5m, 120m), (15m, 99m)).Trades.Should().Be(new ClosedTrades(1, 1));
    }

    [Fact]
    public void PartialFillsOfOneOrder_CountLikeOneFill()
    {
        // Bought at thirds of a cent on average (3 for 30.01), sold at 10.01 and 10.00 twice: the same 30.01 again, no win.
        Play((1m, 10m), (1m, 10m), (1m, 10.01m), (-1m, 10.01m), (-1m, 10m), (-1m, 10m))
            .Trades.Should()
            .Be(new ClosedTrades(1, 0));
        Play((3m, 10m), (-1m, 11m), (-1m, 11m), (-1m, 11m))
            .Trades.Should()
            .Be(Play((3m, 10m), (-3m, 11m)).Trades)
            .And.Be(new ClosedTrades(1, 1));
    }

    private static (ClosedTrades Trades, decimal Realized, Position Position) Play(
        params (decimal Change, decimal Price)[] fills
    )
    {
        var (trades, realized, position) = (ClosedTrades.None, 0m, new Position(A, 0m, 0m));
        foreach (var (change, price) in fills)
        {
            (trades, realized) = trades.After(realized, position, change, price);
            var quantity = position.Quantity + change;
            var adds = Math.Sign(position.Quantity) * Math.Sign(change) >= 0;
            var turns = Math.Sign(quantity) == -Math.Sign(position.Quantity);
            position = new Position(
                A,
                quantity,
                adds ? ((position.Quantity * position.AveragePrice) + (change * price)) / quantity
                    : turns ? price
                    : position.AveragePrice
            );
        }
        return (trades, realized, position);
    }
}
