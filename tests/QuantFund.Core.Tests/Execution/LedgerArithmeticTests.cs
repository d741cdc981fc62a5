using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using Xunit;

namespace QuantFund.Core.Tests.Execution;

public sealed class LedgerArithmeticTests
{
    private static readonly Symbol A = Symbol.Parse("AAPL");

    [Fact]
    public void Addition_MixesTheAveragePrice()
    {
        // (10·100 + 30·104)/40 = 4120/40 = 103.
        LedgerArithmetic
            .After(new Position(A, 10m, 100m), Fill(Side.Buy, 30m, 104m))
            .Should()
            .Be(new Position(A, 40m, 103m));
        LedgerArithmetic
            .After(new Position(A, -10m, 100m), Fill(Side.Sell, 30m, 104m))
            .Should()
            .Be(new Position(A, -40m, 103m));
    }

    [Fact]
    public void Reduction_KeepsTheAveragePrice() =>
        LedgerArithmetic
            .After(new Position(A, 10m, 100m), Fill(Side.Sell, 4m, 120m))
            .Should()
            .Be(new Position(A, 6m, 100m));

    [Fact]
    public void CrossingZero_StartsAtTheExecutionsPrice() =>
        LedgerArithmetic
            .After(new Position(A, 10m, 100m), Fill(Side.Sell, 15m, 120m))
            .Should()
            .Be(new Position(A, -5m, 120m));

    [Fact]
    public void ExactClose_LeavesNothing() =>
        LedgerArithmetic
            .After(new Position(A, 10m, 100m), Fill(Side.Sell, 10m, 120m))
            .Should()
            .Be(new Position(A, 0m, 0m));

    [Fact]
    public void Cash_MovesAgainstTheShares_AndPaysTheFee()
    {
        // Sold 4 at 120 for a fee of 0.05: 480 − 0.05; bought: −480 − 0.05.
        LedgerArithmetic.CashOf(Fill(Side.Sell, 4m, 120m, fee: 0.05m)).Should().Be(479.95m);
        LedgerArithmetic.CashOf(Fill(Side.Buy, 4m, 120m, fee: 0.05m)).Should().Be(-480.05m);
    }

    private static OrderExecution Fill(Side side, decimal quantity, decimal price, decimal fee = 0m) =>
        new(
            new BrokerOrderId("b1"),
            new ClientOrderId("c1"),
            "x1",
            A,
            side,
            quantity,
            price,
            quantity,
            fee,
            DateTimeOffset.UnixEpoch
        );
}
