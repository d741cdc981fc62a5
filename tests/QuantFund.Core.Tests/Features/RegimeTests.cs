using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Features;
using QuantFund.Core.Features.Market;
using QuantFund.Core.Ingestion;
using Xunit;

namespace QuantFund.Core.Tests.Features;

public sealed class RegimeTests
{
    private static readonly MarketFeatures Calm = new(
        Vix: 18,
        VixSource.Index,
        VixFiveDayChange: 0,
        TrendDirection: 1,
        TrendStrength: 0.5,
        CreditSpread: 0,
        Breadth: 0.5,
        MeanCorrelation: 0.3,
        MarketSentScore: double.NaN,
        MarketSentConf: double.NaN,
        NewsVelocity: double.NaN,
        MacroFeatures.Missing
    );

    private static Regime First(MarketFeatures market) => RegimeClassifier.Classify(market, RegimeMemory.Empty).Regime;

    [Theory]
    [InlineData(14.99, VolatilityLabel.Low)]
    [InlineData(15, VolatilityLabel.Normal)]
    [InlineData(25, VolatilityLabel.Normal)]
    [InlineData(25.01, VolatilityLabel.High)]
    [InlineData(35, VolatilityLabel.High)]
    [InlineData(35.01, VolatilityLabel.Extreme)]
    public void Volatility_ChangesPastItsBoundary(double vix, VolatilityLabel label) =>
        First(Calm with { Vix = vix }).Volatility.Should().Be(label);

    [Theory]
    [InlineData(1, 0.3, TrendLabel.Neutral)]
    [InlineData(1, 0.31, TrendLabel.Up)]
    [InlineData(-1, 0.3, TrendLabel.Neutral)]
    [InlineData(-1, 0.31, TrendLabel.Down)]
    public void Trend_NeedsMoreThanThreeTenths(double direction, double strength, TrendLabel label) =>
        First(Calm with { TrendDirection = direction, TrendStrength = strength }).Trend.Should().Be(label);

    [Fact]
    public void RiskScore_IsTheMeanOfWhatIsKnown()
    {
        // .5, −tanh(1), tanh(1), 2·(.75 − .5) = .5: mean .25.
        RegimeClassifier
            .RiskScore(Calm with { VixFiveDayChange = 0.15, CreditSpread = 0.03, Breadth = 0.75 })
            .Should()
            .BeApproximately(0.25, 1e-12);
        RegimeClassifier
            .RiskScore(Calm with { VixFiveDayChange = double.NaN, CreditSpread = double.NaN, Breadth = 1 })
            .Should()
            .BeApproximately(0.75, 1e-12);
    }

    [Fact]
    public void Label_WaitsWithinFivePercentOfTheBoundary_ForFourCycles()
    {
        var (_, memory) = RegimeClassifier.Classify(Calm with { Vix = 24 }, RegimeMemory.Empty);
        for (var cycle = 1; cycle <= 3; cycle++)
        {
            (var regime, memory) = RegimeClassifier.Classify(Calm with { Vix = 26 }, memory);
            regime.Volatility.Should().Be(VolatilityLabel.Normal, "cycle {0} lies within 26.25", cycle);
        }
        var (fourth, _) = RegimeClassifier.Classify(Calm with { Vix = 26 }, memory);
        fourth.Volatility.Should().Be(VolatilityLabel.High);
    }

    [Fact]
    public void Label_ChangesAtOnce_PastTheMargin()
    {
        var (_, memory) = RegimeClassifier.Classify(Calm with { Vix = 24 }, RegimeMemory.Empty);
        RegimeClassifier
            .Classify(Calm with { Vix = 26.25 }, memory)
            .Regime.Volatility.Should()
            .Be(VolatilityLabel.Normal);
        RegimeClassifier
            .Classify(Calm with { Vix = 26.26 }, memory)
            .Regime.Volatility.Should()
            .Be(VolatilityLabel.High);
        RegimeClassifier
            .Classify(Calm with { Vix = 40 }, memory)
            .Regime.Volatility.Should()
            .Be(VolatilityLabel.Extreme);
        RegimeClassifier.Classify(Calm with { Vix = 14.2 }, memory).Regime.Volatility.Should().Be(VolatilityLabel.Low);
    }

    [Theory]
    [InlineData(0.61, 0.571, true)]
    [InlineData(0.61, 0.569, false)]
    [InlineData(0.59, 0.629, false)]
    [InlineData(0.59, 0.631, true)]
    public void AStrongTrend_ComesAndGoes_FivePercentPastItsBoundary(double before, double now, bool strong)
    {
        // .6 ± 5% of it: .57 and .63.
        var (_, memory) = RegimeClassifier.Classify(Calm with { TrendStrength = before }, RegimeMemory.Empty);

        RegimeClassifier.Classify(Calm with { TrendStrength = now }, memory).Regime.StrongTrend.Should().Be(strong);
    }

    [Fact]
    public void TheMode_DoesNotFlipAtTheBoundaryOfTheTrend()
    {
        var memory = RegimeMemory.Empty;
        var modes = new List<FundMode>();
        // A quiet market whose R² swings around .6: one mode all the way.
        foreach (var strength in (double[])[0.61, 0.59, 0.605, 0.595, 0.58, 0.62, 0.599])
        {
            (var regime, memory) = RegimeClassifier.Classify(Calm with { Vix = 12, TrendStrength = strength }, memory);
            modes.Add(ModeSwitch.Choose(regime));
        }

        modes.Should().OnlyContain(m => m == FundMode.Position);
    }

    [Fact]
    public void UnknownVix_IsNeverCalm()
    {
        var unknown = Calm with { Vix = double.NaN, VixSource = VixSource.Missing };
        First(unknown).Volatility.Should().Be(VolatilityLabel.High);
        var (_, memory) = RegimeClassifier.Classify(Calm, RegimeMemory.Empty);
        RegimeClassifier
            .Classify(unknown, memory)
            .Regime.Volatility.Should()
            .Be(VolatilityLabel.Normal, "the last known label stands");
    }

    [Fact]
    public void Vix_SaysWhereItCameFrom()
    {
        var now = NewYork.ToUtc(new DateOnly(2026, 3, 10), new TimeOnly(11, 0));
        VixClose At(int daysAgo, double value) =>
            new(NewYork.ToUtc(new DateOnly(2026, 3, 10).AddDays(-daysAgo), new TimeOnly(16, 15)), value);
        var today = new VixClose(now.AddMinutes(-5), 21);
        var yesterday = new DateOnly(2026, 3, 9);

        VixReading
            .Of([At(1, 20), today], now, 0.1, 0.15)
            .Should()
            .Be(new VixReading(21, VixSource.Index, double.NaN) { Date = new DateOnly(2026, 3, 10) });
        // 20 × (1 + 1.5 × .1) = 23.
        VixReading
            .Of([At(1, 20)], now, 0.1, 0.15)
            .Should()
            .Be(new VixReading(23, VixSource.Estimate, double.NaN) { Date = yesterday });
        // A close of an earlier session is not the index of now: it goes by its date.
        VixReading
            .Of([At(1, 20)], now, double.NaN, 0.15)
            .Should()
            .Be(new VixReading(20, VixSource.PreviousClose, double.NaN) { Date = yesterday });
        VixReading
            .Of([At(8, 20)], now, 0.1, 0.15)
            .Should()
            .Be(new VixReading(15, VixSource.RealisedVolatility, double.NaN));
        VixReading.Of([], now, double.NaN, double.NaN).Source.Should().Be(VixSource.Missing);
        // A reading of the future is not read.
        VixReading.Of([At(1, 20), new VixClose(now.AddSeconds(1), 99)], now, 0.1, 0.15).Value.Should().Be(23);
    }
}
