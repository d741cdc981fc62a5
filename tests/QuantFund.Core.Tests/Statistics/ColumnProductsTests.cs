using AwesomeAssertions;
using QuantFund.Core.Statistics;
using Xunit;

namespace QuantFund.Core.Tests.Statistics;

public sealed class ColumnProductsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(7, 8)]
    [InlineData(63, 41)]
    [InlineData(40, 70)]
    public void EachPairOfColumns_HasTheSumOfItsProducts(int rows, int columns)
    {
        var random = new Random(rows);
        var stride = ColumnProducts.Stride(columns);
        var matrix = new double[rows * stride];
        for (var row = 0; row < rows; row++)
        for (var column = 0; column < columns; column++)
            matrix[(row * stride) + column] = random.NextDouble() - 0.5;

        var products = new double[stride * stride];
        ColumnProducts.Fill(matrix, rows, stride, products);

        for (var i = 0; i < columns; i++)
        for (var j = i; j < columns; j++)
        {
            var sum = 0.0;
            for (var row = 0; row < rows; row++)
                sum += matrix[(row * stride) + i] * matrix[(row * stride) + j];
            products[(i * stride) + j].Should().BeApproximately(sum, 1e-13);
        }
    }
}
