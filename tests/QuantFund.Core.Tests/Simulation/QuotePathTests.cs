using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Simulation;
using Xunit;

namespace QuantFund.Core.Tests.Simulation;

public sealed class QuotePathTests
{
    private static readonly Symbol Name = Symbol.Parse("AAPL");
    private static readonly PathBar Bar = new(FakeMarket.Open, 100.00, 101.20, 99.10, 100.80, 250_000, 4);

    [Fact]
    public void Path_StartsAtTheOpen_EndsAtTheClose_AndTouchesBothExtremes()
    {
        QuotePath.Price(1, Name, Bar, 0).Should().Be(100.00);
        QuotePath.Price(1, Name, Bar, 1).Should().BeApproximately(100.80, 1e-9);
        var path = Enumerable.Range(0, 10_001).Select(i => QuotePath.Price(1, Name, Bar, i / 10_000.0)).ToList();
        path.Min().Should().BeApproximately(99.10, .01);
        path.Max().Should().BeApproximately(101.20, .01);
        path.Should().OnlyContain(p => p >= 99.10 && p <= 101.20);
    }

    [Fact]
    public void Path_IsContinuous()
    {
        for (var i = 0; i < 10_000; i++)
        {
            var step = QuotePath.Price(1, Name, Bar, (i + 1) / 10_000.0) - QuotePath.Price(1, Name, Bar, i / 10_000.0);
            Math.Abs(step).Should().BeLessThan(.02);
        }
    }

    [Fact]
    public void Quote_LiesWithinTheBar_WithTheModelsSpread()
    {
        for (var i = 0; i <= 900; i++)
        {
            var quote = QuotePath.Quote(1, Name, Bar, i / 900.0);

            quote.Bid.Should().BeGreaterThanOrEqualTo(99.10m);
            quote.Ask.Should().BeLessThanOrEqualTo(101.20m);
            // 4 basis points of about 100 dollars are 4 cents; rounding outwards adds up to two.
            (quote.Ask - quote.Bid)
                .Should()
                .BeInRange(.04m, .06m);
            (quote.BidSize % 100).Should().Be(0);
            quote.BidSize.Should().BeInRange(100, 1_600);
        }
    }

    [Fact]
    public void FlatBar_StillHasASpreadOfACent()
    {
        var flat = new PathBar(FakeMarket.Open, 12.34, 12.34, 12.34, 12.34, 100, 1);

        var quote = QuotePath.Quote(1, Name, flat, .5);

        (quote.Ask - quote.Bid).Should().BeInRange(.01m, .02m);
        quote.AskSize.Should().Be(100);
    }

    [Fact]
    public void Quote_IsAFunctionOfSeedSymbolBarAndMoment()
    {
        QuotePath.Quote(1, Name, Bar, .37).Should().Be(QuotePath.Quote(1, Name, Bar, .37));
        QuotePath.Price(2, Name, Bar, .37).Should().NotBe(QuotePath.Price(1, Name, Bar, .37));
        QuotePath.Price(1, Symbol.Parse("MSFT"), Bar, .37).Should().NotBe(QuotePath.Price(1, Name, Bar, .37));
    }

    [Fact]
    public void Sizes_AreDrawnAnew_SixtyTimesABar()
    {
        var sizes = Enumerable.Range(0, 900).Select(i => QuotePath.Quote(1, Name, Bar, i / 900.0).AskSize).ToList();

        for (var i = 1; i < 900; i++)
            if (i % 15 != 0)
                sizes[i].Should().Be(sizes[i - 1]);
        sizes.Distinct().Should().HaveCountGreaterThan(8);
    }
}
