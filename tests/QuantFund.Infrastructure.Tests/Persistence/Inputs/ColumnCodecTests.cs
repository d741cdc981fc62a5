using AwesomeAssertions;
using QuantFund.Infrastructure.Persistence.Inputs;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence.Inputs;

public sealed class ColumnCodecTests
{
    // What runs of prices never hold, and a store must still give back.
    private static readonly double[] Odd =
    [
        double.NaN,
        -0.0,
        0.0,
        double.PositiveInfinity,
        double.NegativeInfinity,
        double.MaxValue,
        double.Epsilon,
        9_007_199_254_740_992,
        BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0001),
    ];

    [Fact]
    public void AnyColumns_ComeBack_BitForBit()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 3000; round++)
        {
            var values = new double[random.Next(60)];
            // Some rounds are all prices, some all odd: a run is packed only when all of it can be.
            var odd = random.NextDouble() * random.NextDouble();
            for (var i = 0; i < values.Length; i++)
                values[i] =
                    random.NextDouble() < odd ? Odd[random.Next(Odd.Length)]
                    : random.NextDouble() < odd ? random.NextDouble() - 0.5
                    : random.Next(-1_000_000, 1_000_000) / Math.Pow(10, random.Next(7));

            var back = ColumnCodec.Decode(ColumnCodec.Encode(values, random.Next(1, 9)));

            back.Select(BitConverter.DoubleToInt64Bits).Should().Equal(values.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void PricesOfTwoPlaces_TakeAboutAByteEach()
    {
        // A walk of cents: differences of at most a byte.
        var random = new Random(1);
        var (price, values) = (10_000, new double[10_000]);
        for (var i = 0; i < values.Length; i++)
            values[i] = (price += random.Next(-30, 31)) / 100.0;

        ColumnCodec.Encode(values, 100).Length.Should().BeLessThan(values.Length * 11 / 10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(20)]
    public void ColumnsThatEndEarly_AreDamage_NotAnAnswer(int kept)
    {
        var plain = Compressed.Bytes(ColumnCodec.Encode([1.5, 2.5, 1.0 / 3, double.NaN], 2));

        var read = () => ColumnCodec.Decode(Compressed.Of(plain.AsSpan(0, Math.Min(kept, plain.Length - 1))));

        read.Should().Throw<InvalidDataException>();
    }
}
