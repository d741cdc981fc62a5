using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

/// <summary>The position arithmetic against a naive one that keeps every open share with its price.</summary>
public sealed class LedgerArithmeticProperties
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnySequenceOfFills_EndsWithTheSharesAndThePriceThatCountingThemGives(int seed)
    {
        var random = new Random(seed);
        var position = new Position(Given.Apple, 0m, 0m);
        var (naive, cash) = (new NaivePosition(), 0m);
        var paid = 0m;

        for (var n = 0; n < 60; n++)
        {
            var fill = Fill(random, n);
            position = LedgerArithmetic.After(position, fill);
            naive.Take(fill);
            cash += LedgerArithmetic.CashOf(fill);
            paid += (fill.Side == Side.Buy ? 1 : -1) * fill.Quantity * fill.Price + fill.Fee;

            position.Quantity.Should().Be(naive.Quantity);
            position.AveragePrice.Should().BeApproximately(naive.AveragePrice, 1e-18m);
            cash.Should().Be(-paid);
        }
    }

    private static OrderExecution Fill(Random random, int n) =>
        new(
            new BrokerOrderId("b"),
            new ClientOrderId("c"),
            $"{n}",
            Given.Apple,
            random.Next(2) == 0 ? Side.Buy : Side.Sell,
            random.Next(1, 40),
            random.Next(1_00, 500_00) / 100m,
            n,
            random.Next(0, 200) / 100m,
            Given.Slot
        );

    /// <summary>
    /// One entry per open share, all at the average of the open ones: a share that closes takes one entry away, one that
    /// opens adds its price.
    /// </summary>
    private sealed class NaivePosition
    {
        private readonly List<decimal> shares = [];
        private int sign;

        public decimal Quantity => sign * shares.Count;

        public decimal AveragePrice => shares.Count == 0 ? 0m : shares.Average();

        public void Take(OrderExecution fill)
        {
            var side = fill.Side == Side.Buy ? 1 : -1;
            for (var share = 0; share < fill.Quantity; share++)
            {
                if (shares.Count > 0 && sign != side)
                    CloseOne();
                else
                    Open(side, fill.Price);
            }
        }

        private void Open(int side, decimal price)
        {
            sign = side;
            shares.Add(price);
        }

        /// <summary>A share is taken out at the average, so the average of the rest stays what it was.</summary>
        private void CloseOne()
        {
            var average = shares.Average();
            shares.RemoveAt(shares.Count - 1);
            for (var n = 0; n < shares.Count; n++)
                shares[n] = average;
        }
    }
}
