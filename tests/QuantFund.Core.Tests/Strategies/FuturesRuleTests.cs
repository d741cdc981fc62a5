using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Features.Macro;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Strategies;
using QuantFund.Core.Strategies.Futures;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>Carry and trend of the futures proxies, worked out by hand.</summary>
public sealed class FuturesRuleTests
{
    [Fact]
    public void EveryProxy_IsInTheShippedUniverse_AndIsAFund()
    {
        FuturesProxies.Symbols.Should().HaveCount(18);
        foreach (var symbol in FuturesProxies.Symbols)
        {
            var row = UniverseCsv.Shipped.IndexOf(symbol);
            row.Should().BeGreaterThanOrEqualTo(0, symbol.Value);
            UniverseCsv.Shipped[row].Kind.Should().Be(InstrumentKind.Etf);
        }
    }

    // EFFR 3.64%, two years 3.45%, ten 4.25%, slope .80% over 8 years: .10% a year.
    [Theory]
    // 4.25 − 3.64; beyond ten years the curve is taken as flat.
    [InlineData("TLT", 0.0061)]
    // 4.25 − 3.64 + 7.2·.10.
    [InlineData("IEF", 0.0133)]
    // 3.45 − 3.64 + 1.8·.10.
    [InlineData("SHY", -0.0001)]
    // 4.25 + 1.2 − 3.64 + 3·.10.
    [InlineData("LQD", 0.0211)]
    // Four years yield 4.25 − 6·.10 = 3.65: 3.65 + 2.5 − 3.64 + 3.2·.10.
    [InlineData("HYG", 0.0283)]
    [InlineData("GLD", -0.0364)]
    [InlineData("SLV", -0.0364)]
    public void Carry_OfBondsAndMetals_ComesFromTheRates(string fund, double carry) =>
        CarryOf(RatesOfWinter.On(Market()), fund).Should().BeApproximately(carry, 1e-12);

    [Theory]
    [InlineData("SPY")]
    [InlineData("USO")]
    [InlineData("DBC")]
    [InlineData("UUP")]
    [InlineData("S00003")]
    public void Carry_WithoutASource_IsUnknown_NotZero(string symbol) =>
        CarryOf(RatesOfWinter.On(Market()), symbol).Should().Be(double.NaN);

    [Fact]
    public void Carry_OfEquity_IsItsDistributionsLessCash_WhereTheyAreKnown()
    {
        var walk = RatesOfWinter.On(Market());
        walk.Macro =
        [
            .. walk.Macro,
            new("DIST12M:SPY", walk.Daily.Sessions[^1], walk.AsOf, 1.15),
            new("DIST12M:QQQ", walk.Daily.Sessions[^1], walk.AsOf.AddTicks(1), 0.5),
        ];
        // 1.15% − 3.64%; QQQ's is released a moment too late.
        CarryOf(walk, "SPY").Should().BeApproximately(-0.0249, 1e-12);
        CarryOf(walk, "QQQ").Should().Be(double.NaN);
    }

    [Fact]
    public void Carry_OfOil_IsWhatTheFundLostToItsSpot_LessCash()
    {
        var walk = RatesOfWinter.On(Market());
        var sessions = walk.Daily.Sessions;
        var row = walk.Universe.IndexOf(Symbol.Parse("USO"));
        var end = sessions[^3];
        var start = end.AddYears(-1);
        for (var s = 0; s < sessions.Count; s++)
            walk.Daily.Close[(row * sessions.Count) + s] =
                sessions[s] <= start ? 80
                : sessions[s] <= end ? 84
                : 100;
        walk.Macro =
        [
            .. walk.Macro,
            .. new[] { (start.AddDays(-7), 50.0), (start, 60), (end.AddDays(-7), 61), (end, 66) }.Select(
                v => new MacroValue("DCOILWTICO", v.Item1, walk.AsOf.AddDays(-1), v.Item2)
            ),
        ];
        // Over the spot's own year: fund 84/80 − 1 = 5%, spot 66/60 − 1 = 10%: 5% − 10% − 3.64%. Later closes play no part.
        CarryOf(walk, "USO").Should().BeApproximately(-0.0864, 1e-12);
    }

    [Fact]
    public void Rates_WithoutTheSlope_TakeTheDifference_AndWithoutTheShortRate_NothingIsKnown()
    {
        CarryOf(RatesOfWinter.On(Market(), "T10Y2Y"), "IEF").Should().BeApproximately(0.0133, 1e-12);
        CarryOf(RatesOfWinter.On(Market(), "T10Y2Y", "DGS2"), "IEF").Should().Be(double.NaN);
        // Without a slope TLT, which takes none, is known still.
        CarryOf(RatesOfWinter.On(Market(), "T10Y2Y", "DGS2"), "TLT").Should().BeApproximately(0.0061, 1e-12);
        CarryOf(RatesOfWinter.On(Market(), "EFFR"), "GLD").Should().Be(double.NaN);
    }

    [Fact]
    public void Rate_IsNotReadBeforeItsRelease()
    {
        var walk = RatesOfWinter.On(Market());
        var day = walk.Daily.Sessions[^1];
        walk.Macro = [.. walk.Macro, new("EFFR", day.AddDays(1), walk.AsOf.AddTicks(1), 9)];
        CarryOf(walk, "GLD").Should().BeApproximately(-0.0364, 1e-12);
        walk.Macro = [.. walk.Macro, new("EFFR", day.AddDays(1), walk.AsOf, 9)];
        CarryOf(walk, "GLD").Should().BeApproximately(-0.09, 1e-12);
    }

    [Fact]
    public void SpreadEstimates_AreNamed_ForCreditAlone()
    {
        Carry.SpreadEstimate(Symbol.Parse("HYG")).Should().Be(0.025);
        Carry.SpreadEstimate(Symbol.Parse("LQD")).Should().Be(0.012);
        Carry.SpreadEstimate(Symbol.Parse("TLT")).Should().BeNull();
    }

    [Theory]
    // Of seven: ranks 1, 4 and 7.
    [InlineData(1, 7, -1)]
    [InlineData(4, 7, 0)]
    [InlineData(5, 7, 1.0 / 3)]
    [InlineData(7, 7, 1)]
    // Two at the bottom of seven share rank 1.5: (1.5 − 4)/3.
    [InlineData(1.5, 7, -2.5 / 3)]
    [InlineData(2, 4, -1.0 / 3)]
    public void CarryRanks_AreConvictions(double rank, int names, double conviction) =>
        FuturesCarry.Conviction(rank, names).Should().BeApproximately(conviction, 1e-12);

    [Fact]
    public void FuturesCarry_IsLongWhatPays_ShortWhatCosts_AndSaysWhatItDoesNotKnow()
    {
        var features = FeatureEngine.Build(RatesOfWinter.On(Market()).Snapshot());
        var opinions = RuleBench.Opine(new FuturesCarry(), features);

        // HYG 2.83, LQD 2.11, IEF 1.33, TLT .61, SHY −.01, GLD and SLV −3.64.
        Conviction("HYG").Should().Be(1);
        Conviction("LQD").Should().BeApproximately(2.0 / 3, 1e-12);
        Conviction("IEF").Should().BeApproximately(1.0 / 3, 1e-12);
        Reason("TLT").Should().Be(Abstention.NoSignal);
        Conviction("SHY").Should().BeApproximately(-1.0 / 3, 1e-12);
        Conviction("GLD").Should().BeApproximately(-2.5 / 3, 1e-12);
        Conviction("SLV").Should().BeApproximately(-2.5 / 3, 1e-12);
        Reason("SPY").Should().Be(Abstention.CarryUnknown);
        Reason("FXE").Should().Be(Abstention.CarryUnknown);
        Reason("XLK").Should().Be(Abstention.OutOfScope);
        Reason("S00003").Should().Be(Abstention.OutOfScope);

        double Conviction(string symbol) => opinions.Convictions[features.Universe.IndexOf(Symbol.Parse(symbol))];
        Abstention Reason(string symbol) => opinions.Reasons[features.Universe.IndexOf(Symbol.Parse(symbol))];
    }

    [Theory]
    [InlineData(3, Abstention.TooFewNames)]
    [InlineData(4, Abstention.None)]
    public void FuturesCarry_NeedsFourNames(int known, Abstention reason)
    {
        var features = FeatureEngine.Build(Market().Snapshot());
        string[] funds = ["GLD", "SLV", "TLT", "SHY"];
        for (var i = 0; i < known; i++)
            features.Column(Feature.Carry)[features.Universe.IndexOf(Symbol.Parse(funds[i]))] = 0.01 * i;
        RuleBench
            .Opine(new FuturesCarry(), features)
            .Reasons[features.Universe.IndexOf(Symbol.Parse("GLD"))]
            .Should()
            .Be(reason);
    }

    [Theory]
    [InlineData(0.01, 0.02, 0.03, 1)]
    [InlineData(-0.01, 0.02, 0.03, 1.0 / 3)]
    [InlineData(-0.01, -0.02, 0.03, -1.0 / 3)]
    [InlineData(-0.01, -0.02, -0.03, -1)]
    [InlineData(0, 0.02, 0.03, 2.0 / 3)]
    [InlineData(0, 0, -0.03, -1.0 / 3)]
    public void FuturesTrend_IsTheMeanOfThreeSigns_BothSides(
        double month,
        double quarter,
        double year,
        double conviction
    )
    {
        var features = Trending("GLD", month, quarter, year);
        RuleBench
            .Opine(new FuturesTrend(), features)
            .Convictions[features.Universe.IndexOf(Symbol.Parse("GLD"))]
            .Should()
            .BeApproximately(conviction, 1e-12);
    }

    [Theory]
    [InlineData(0, 0, 0, Abstention.NoSignal)]
    [InlineData(0.01, 0.02, double.NaN, Abstention.NotEnoughHistory)]
    public void FuturesTrend_WithoutATrendOrHistory_Abstains(
        double month,
        double quarter,
        double year,
        Abstention reason
    )
    {
        var features = Trending("USO", month, quarter, year);
        var opinions = RuleBench.Opine(new FuturesTrend(), features);
        opinions.Reasons[features.Universe.IndexOf(Symbol.Parse("USO"))].Should().Be(reason);
        opinions.Reasons[features.Universe.IndexOf(Symbol.Parse("XLK"))].Should().Be(Abstention.OutOfScope);
    }

    private static RandomWalk Market() => new(12, more: FuturesProxies.Symbols);

    private static double CarryOf(RandomWalk walk, string symbol) =>
        FeatureEngine.Build(walk.Snapshot())[Feature.Carry, walk.Universe.IndexOf(Symbol.Parse(symbol))];

    private static FeatureTable Trending(string symbol, double month, double quarter, double year)
    {
        var features = FeatureEngine.Build(Market().Snapshot());
        var row = features.Universe.IndexOf(Symbol.Parse(symbol));
        features.Column(Feature.Ret21)[row] = month;
        features.Column(Feature.Ret63)[row] = quarter;
        features.Column(Feature.Ret252)[row] = year;
        return features;
    }
}
