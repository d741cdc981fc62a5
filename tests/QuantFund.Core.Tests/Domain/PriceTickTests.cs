using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Simulation;
using Xunit;

namespace QuantFund.Core.Tests.Domain;

public sealed class PriceTickTests
{
    private static readonly Symbol Cheap = Symbol.Parse("PENY");
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public void BelowADollar_PricesHaveFourDecimals_FromOneOnTwo()
    {
        PriceTick.Nearest(0.20125m).Should().Be(0.2013m);
        PriceTick.Floor(0.20129m).Should().Be(0.2012m);
        PriceTick.Ceiling(0.20121m).Should().Be(0.2013m);
        PriceTick.Nearest(1.005m).Should().Be(1.01m);
        PriceTick.Floor(1.019m).Should().Be(1.01m);
        PriceTick.Ceiling(1.011m).Should().Be(1.02m);
        PriceTick.Ceiling(0.99991m).Should().Be(1m);
        PriceTick.IsOnStep(0.2013m).Should().BeTrue();
        PriceTick.IsOnStep(0.20125m).Should().BeFalse();
        PriceTick.IsOnStep(1.0050m).Should().BeFalse();
    }

    [Fact]
    public void LimitPrice_OfAShareUnderADollar_LiesInItsSpread()
    {
        // .2000 to .2004: 20 bps, so 35% into the spread from the near touch, on a step towards the far one.
        var quote = new Quote(Cheap, 0.2000m, 0.2004m, 500, 500, Noon);
        LimitPricing.For(Side.Buy, quote).Should().Be(0.2002m);
        LimitPricing.For(Side.Sell, quote).Should().Be(0.2002m);
    }

    [Fact]
    public void ReplayedQuote_OfAShareAtTwentyCents_IsNoTenPercentWide()
    {
        var bar = new PathBar(Noon, 0.2, 0.203, 0.197, 0.201, 1e6, SpreadModel.Bps(1e6, 1, 0.2));
        for (var i = 0; i <= 10; i++)
        {
            var quote = QuotePath.Quote(1, Cheap, bar, i / 10.0);
            quote.SpreadBps.Should().BeLessThan(100);
            quote.Bid.Should().BeGreaterThan(0m);
            PriceTick.IsOnStep(quote.Bid).Should().BeTrue();
            PriceTick.IsOnStep(quote.Ask).Should().BeTrue();
            quote.Ask.Should().BeGreaterThan(quote.Bid);
        }
    }
}
