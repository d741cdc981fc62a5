using System.Collections.Frozen;
using AwesomeAssertions;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;
using QuantFund.Core.Tests.Ensemble;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Costs;

public sealed class CostTests
{
    private const decimal Equity = 1_000_000m;

    private static readonly RandomWalk Market = new(30);
    private static readonly FeatureTable Features = FeatureEngine.Build(Market.Snapshot());
    private static readonly Symbol Name = Symbol.Parse("S00005");
    private static readonly int Row = Features.Universe.IndexOf(Name);

    [Theory]
    [InlineData(1e9, 2)]
    [InlineData(999e6, 4)]
    [InlineData(200e6, 4)]
    [InlineData(199e6, 10)]
    [InlineData(50e6, 10)]
    [InlineData(49e6, 30)]
    [InlineData(10e6, 30)]
    [InlineData(9e6, 75)]
    [InlineData(double.NaN, 75)]
    public void MissingQuote_IsEstimatedByDollarVolume(double volume, double bps) =>
        SpreadEstimate.Bps(volume).Should().Be(bps);

    [Theory]
    [InlineData(1.99, 18, 1)]
    [InlineData(2, 18, 2)]
    [InlineData(5, 18, 4)]
    [InlineData(15, 18, 8)]
    [InlineData(50, 18, 20)]
    [InlineData(1, 14.9, 0.8)]
    [InlineData(1, 15, 1)]
    [InlineData(1, 20, 1.3)]
    [InlineData(1, 25, 1.6)]
    [InlineData(1, 30, 2)]
    [InlineData(1, double.NaN, 2)]
    public void Slippage_GoesByClassAndVix(double spread, double vix, double bps) =>
        Slippage.Bps(spread, vix).Should().BeApproximately(bps, 1e-12);

    [Fact]
    public void Impact_GrowsWithTheRootOfTheShareOfVolume()
    {
        // .8·.02·√(1e6/1e8) = .0016.
        MarketImpact.Fraction(0.02, 1e6, 1e8).Should().BeApproximately(0.0016, 1e-12);
        // Unknown is no small number: .05 a day for the volatility, a whole day's volume for the trade.
        MarketImpact.Fraction(double.NaN, 1e6, 1e8).Should().BeApproximately(0.8 * 0.05 * 0.1, 1e-12);
        MarketImpact.Fraction(0.02, 1e6, double.NaN).Should().BeApproximately(0.8 * 0.02, 1e-12);
        MarketImpact.Fraction(0.02, 1e6, 0).Should().BeApproximately(0.8 * 0.02, 1e-12);
        MarketImpact.Fraction(0.02, 0, double.NaN).Should().Be(0);
    }

    [Fact]
    public void QuoteThatIsTooOld_IsReplacedByAMarkedEstimate_DoubledWhenLive()
    {
        Quote At(TimeSpan age) => new(Name, 99, 101, 1, 1, Market.AsOf - age);
        PriceColumns Of(Quote quote, bool live) =>
            PriceColumns.Of(Features, new Dictionary<Symbol, Quote> { [Name] = quote }, live, new CostOptions());
        var fresh = Of(At(TimeSpan.FromSeconds(15)), live: true);
        fresh.Prices[Row].Should().Be(100m);
        fresh.SpreadBps[Row].Should().BeApproximately(200, 1e-9);
        fresh.Estimated[Row].Should().BeFalse();

        var old = Of(At(TimeSpan.FromSeconds(15.1)), live: false);
        old.Estimated[Row].Should().BeTrue();
        ((double)old.Prices[Row]).Should().BeApproximately(Features.Prices[Row], 1e-4);
        Of(At(TimeSpan.FromSeconds(-1)), live: true)
            .SpreadBps[Row]
            .Should()
            .BeApproximately(2 * old.SpreadBps[Row], 1e-9);
        Of(At(TimeSpan.FromMinutes(1)), live: true).ClassSpreadBps[Row].Should().Be(old.SpreadBps[Row]);
    }

    [Fact]
    public void Purchase_IsKept_WhenItsBenefitIsTwiceItsCost_AndSkippedWhenNot()
    {
        var kept = Keep(wanted: 0.05, expected: 0.02).Plan.Trades.Should().ContainSingle().Which;
        kept.Side.Should().Be(Side.Buy);
        kept.Quantity.Should().Be(decimal.Truncate(50_000m / kept.ReferencePrice));
        var notional = (double)(kept.Quantity * kept.ReferencePrice);
        ((double)kept.ExpectedBenefit).Should().BeApproximately(notional * 0.02, 0.01);
        kept.BenefitCostRatio.Should().BeGreaterThan(2);

        // The same trade at the return that makes the ratio 1.99: benefit scales with it.
        var thin = 0.02 * 1.99 / kept.BenefitCostRatio;
        var skipped = Keep(wanted: 0.05, expected: thin);
        skipped.Plan.Trades.Should().BeEmpty();
        skipped.Skips.Should().ContainSingle().Which.Why.Should().Be("Benefit is 1.99 times the cost, under 2.0.");
        Keep(wanted: 0.05, expected: 0.02 * 2.01 / kept.BenefitCostRatio).Plan.Trades.Should().ContainSingle();
    }

    [Fact]
    public void Cost_CountsBothSides_AndTheEstimateOne()
    {
        var trade = Keep(wanted: 0.05, expected: 0.02).Plan.Trades[0];
        var notional = (double)(trade.Quantity * trade.ReferencePrice);
        var oneWay = CostModel.OneWay(Prices(), Features, Row, notional);
        var own = (double)RegulatoryFees.Usd(new DateOnly(2026, 3, 10), Side.Buy, trade.Quantity, trade.ReferencePrice);
        ((double)trade.EstimatedCost).Should().BeApproximately((notional * oneWay) + own, 0.001);
        var fees = (double)(
            RegulatoryFees.Usd(new DateOnly(2026, 3, 10), Side.Sell, trade.Quantity, trade.ReferencePrice)
            + RegulatoryFees.Usd(new DateOnly(2026, 3, 10), Side.Buy, trade.Quantity, trade.ReferencePrice)
        );
        trade.BenefitCostRatio.Should().BeApproximately(notional * 0.02 / ((notional * 2 * oneWay) + fees), 1e-9);
    }

    [Theory]
    [InlineData(0.06, 0.099, false)]
    [InlineData(0.06, 0.101, true)]
    [InlineData(0.0010, 0.0029, false)]
    [InlineData(0.0010, 0.0032, true)]
    public void Change_MustPassTheBand(double held, double wanted, bool trades)
    {
        // .039 of .099 is under 40%; .041 of .101 is over. .0019 is under .20% of equity; .0022 is over.
        var review = Keep(wanted, expected: 0.05, held: held);
        review.Plan.Trades.Should().HaveCount(trades ? 1 : 0);
        if (!trades)
            review.Skips.Single().Why.Should().Be("Too small a change to trade.");
    }

    [Fact]
    public void ReductionAgainstItsExpectation_IsNotMade_WhileTheOpinionLives()
    {
        var review = Keep(wanted: 0.05, expected: 0.02, held: 0.10, origin: Origin(sessions: 21));
        review.Plan.Trades.Should().BeEmpty();
        review.Skips.Should().ContainSingle().Which.BenefitCostRatio.Should().BeNegative();
    }

    [Fact]
    public void Exit_Waits_UntilTheOpinionThatOpenedThePositionHasEnded_AndThenAlwaysPasses()
    {
        Keep(wanted: 0, expected: double.NaN, held: 0.10, origin: Origin(sessions: 21))
            .Skips.Should()
            .ContainSingle()
            .Which.Why.Should()
            .Be("No strategy expects anything of it now; its opinion has not ended.");
        var exit = Keep(wanted: 0, expected: double.NaN, held: 0.10, origin: Origin(sessions: 2)).Plan.Trades.Single();
        exit.Reduces.Should().BeTrue();
        exit.Quantity.Should().Be(Book(0.10).Quantity(Name), "an exit sells all there is");
    }

    [Fact]
    public void PositionOfUnknownOrigin_IsLetGo_WhenNobodyWantsIt() =>
        Keep(wanted: 0, expected: double.NaN, held: 0.10).Plan.Trades.Should().ContainSingle();

    [Fact]
    public void PositionThatShouldChangeSides_IsClosedNow_AndNeverCrossesZero()
    {
        var trade = Keep(wanted: -0.05, expected: -0.02, held: 0.10).Plan.Trades.Should().ContainSingle().Which;
        trade.Quantity.Should().Be(Book(0.10).Quantity(Name));
        trade.Borrow.Should().BeFalse();
    }

    [Fact]
    public void IntradayPosition_IsGivenBack_AtTheClosingTime()
    {
        var intraday = Origin(sessions: 21) with { Intraday = true };
        var late = new RandomWalk(30, time: new TimeOnly(15, 50));
        Keep(wanted: 0.05, expected: 0.02, held: 0.10, origin: intraday).Plan.Trades.Should().BeEmpty();
        Keep(wanted: 0.05, expected: 0.02, held: 0.10, origin: intraday, market: late)
            .Plan.Trades.Should()
            .ContainSingle()
            .Which.Reduces.Should()
            .BeTrue();
    }

    [Fact]
    public void PositionAboveItsLimit_IsCut_WhateverItCosts()
    {
        var cut = Keep(wanted: 0.20, expected: 0.05, held: 0.16).Plan.Trades.Should().ContainSingle().Which;
        cut.Side.Should().Be(Side.Sell);
        cut.Why.Should().StartWith("Risk asks for it");
    }

    [Fact]
    public void FallenScale_IsRisksOwnWish_AndAStandingOneIsNot()
    {
        // At VIX 22 everything is worth .85. In the cycle in which it falls there, positions follow at any cost; later
        // a drift of the target is an ordinary change again.
        Keep(wanted: 0.10, expected: 0.05, held: 0.10, vix: 22, lastScale: 1).Plan.Trades.Should().ContainSingle();
        Keep(wanted: 0.10, expected: 0.05, held: 0.10, vix: 22, lastScale: 0.85).Plan.Trades.Should().BeEmpty();
    }

    [Fact]
    public void RiskGetsWhatItAsksFor_ToTheNextWholeShare_AndNoMoreByItself()
    {
        // Held 16%, allowed 15%; nobody wants it any more, but its opinion has not ended: down to 98% of 15%, not to nothing.
        var review = Keep(wanted: 0, expected: double.NaN, held: 0.16, origin: Origin(21));
        var cut = review.Plan.Trades.Should().ContainSingle().Which;
        var price = cut.ReferencePrice;
        cut.Quantity.Should().Be(decimal.Truncate(cut.Quantity));
        var asked = (decimal)(cut.CurrentWeight - 0.147) * Equity;
        (cut.Quantity * price).Should().BeInRange(asked - 0.01m, asked + price);
        cut.TargetWeight.Should().BeApproximately(0.147, 1e-9);
        review.Refusal.Should().BeNull("what is left lies within the limit");
    }

    [Theory]
    [InlineData(0.1529, false)] // under 2% past the limit of 15%: drift
    [InlineData(0.1531, true)]
    public void DriftPastALimit_IsLeftAlone_UpToTwoPercentOfIt(double held, bool cut)
    {
        var review = Keep(wanted: 0.15, expected: 0.02, held: held, origin: Origin(21));

        review.Plan.Trades.Should().HaveCount(cut ? 1 : 0);
        review.Refusal.Should().BeNull("prices alone have made it so");
    }

    [Fact]
    public void NameThatTheBrokerDoesNotTrade_IsLeftAlone()
    {
        var borrow = new Dictionary<Symbol, Borrow> { [Name] = new(Name, false, false, 0) };
        Keep(wanted: 0.05, expected: 0.02, borrow: borrow)
            .Skips.Single()
            .Why.Should()
            .Be("The broker does not trade it now.");
    }

    [Fact]
    public void ShortSale_PaysItsBorrow()
    {
        Borrow Fee(double annual) => new(Name, true, true, annual);
        var cheap = Keep(-0.05, -0.02, borrow: new Dictionary<Symbol, Borrow> { [Name] = Fee(0) }).Plan.Trades.Single();
        var dear = Keep(-0.05, -0.02, borrow: new Dictionary<Symbol, Borrow> { [Name] = Fee(0.012) })
            .Plan.Trades.Single();
        cheap.Borrow.Should().BeTrue();
        // 1.2% a year over 21 of 252 sessions is .1% of the position more.
        var notional = (double)(dear.Quantity * dear.ReferencePrice);
        var benefit = (double)dear.ExpectedBenefit;
        ((benefit / dear.BenefitCostRatio) - (benefit / cheap.BenefitCostRatio))
            .Should()
            .BeApproximately(notional * 0.001, notional * 1e-6);
    }

    private static PriceColumns Prices(RandomWalk? market = null) =>
        PriceColumns.Of(
            FeatureEngine.Build((market ?? Market).Snapshot()),
            (market ?? Market).Snapshot().Quotes,
            false,
            new CostOptions()
        );

    private static PositionOrigin Origin(double sessions) =>
        new(
            Name,
            Side.Buy,
            NewYork.ToUtc(new DateOnly(2026, 3, 6), new TimeOnly(11, 0)),
            new DateOnly(2026, 3, 5),
            sessions,
            false,
            new CycleId("c20260306-1100")
        );

    private static Book Book(double held, RandomWalk? market = null)
    {
        var price = Prices(market).Prices[Row];
        var quantity = Math.Round((decimal)held * Equity / price);
        return new Book(
            Market.AsOf,
            Equity - (quantity * price),
            (
                quantity == 0m ? [] : new Dictionary<Symbol, Position> { [Name] = new(Name, quantity, price) }
            ).ToFrozenDictionary(),
            new Dictionary<Symbol, decimal> { [Name] = price }.ToFrozenDictionary()
        );
    }

    private static CostReview Keep(
        double wanted,
        double expected,
        double held = 0,
        PositionOrigin? origin = null,
        RandomWalk? market = null,
        double vix = 18,
        double lastScale = 1,
        IReadOnlyDictionary<Symbol, Borrow>? borrow = null
    )
    {
        var walk = market ?? Market;
        var features = FeatureEngine.Build(walk.Snapshot());
        var book = Book(held, walk);
        var weights = new double[features.Count];
        weights[Row] = wanted;
        var (returns, horizons) = (new double[features.Count], new double[features.Count]);
        Array.Fill(returns, double.NaN);
        Array.Fill(horizons, double.NaN);
        (returns[Row], horizons[Row]) = (expected, 21);
        var proposal = EnsembleTests.Sized(
            features.Count,
            "a",
            StrategyCategory.Position,
            wanted == 0 ? [] : [(Row, wanted)]
        );
        var current = new double[features.Count];
        current[Row] = book.Weight(Name);
        var all = new bool[features.Count];
        Array.Fill(all, true);
        var review = RiskGate.Review(
            new TargetBook(features.Universe, FundMode.Hybrid, [proposal], [1], 1, 0.1, weights, returns, horizons),
            new RiskContext(
                features.Universe,
                current,
                0,
                0,
                features.Returns,
                all,
                new bool[features.Count],
                TradingState.Active,
                1,
                vix,
                lastScale,
                new RiskOptions()
            )
        );
        return CostFilter.Keep(
            review.Approved!,
            new CostContext(
                new CycleId("c20260310-1100"),
                walk.Session,
                book,
                features,
                Prices(walk),
                borrow ?? FrozenDictionary<Symbol, Borrow>.Empty,
                (origin is null ? [] : new Dictionary<Symbol, PositionOrigin> { [Name] = origin }),
                TradingState.Active,
                new CostOptions()
            )
        );
    }
}
