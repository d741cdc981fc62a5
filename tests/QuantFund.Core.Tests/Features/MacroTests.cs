using AwesomeAssertions;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Features;
using QuantFund.Core.Features.Macro;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Features;

/// <summary>Macro composites: what was known, how unusual it is, and what it was made from.</summary>
public sealed class MacroTests
{
    private static readonly DateOnly Start = new(2023, 1, 1);
    private static readonly DateTimeOffset Later = new(2026, 1, 20, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    public void ZScore_NeedsTwentyFourValues(int months, bool known)
    {
        var values = Monthly("NFCI", months, i => i % 2);
        var asOf = values[^1].Released;
        var input = MacroInput.OfLevel("NFCI", MacroSeries.KnownAt(values, asOf)["NFCI"]);
        input.IsKnown.Should().Be(known);
        if (known)
            // Twelve zeros, twelve ones, the last a one: mean ½, variance 24·¼/23: z = .5/√(6/23).
            input.Score.Should().BeApproximately(0.5 / Math.Sqrt(6.0 / 23), 1e-12);
    }

    [Fact]
    public void ZScore_LooksBackTenYears_AndNoFurther()
    {
        // 121 months: the first, a wild one, is exactly ten years old and out.
        var values = Monthly("NFCI", 121, i => i == 0 ? 1e6 : i % 2, new DateOnly(2015, 1, 1));
        var input = MacroInput.OfLevel("NFCI", MacroSeries.KnownAt(values, values[^1].Released)["NFCI"]);
        // 60 ones and 60 zeros, the last (the 120th) a zero: z = −½/√(30/119).
        input.Score.Should().BeApproximately(-0.5 / Math.Sqrt(30.0 / 119), 1e-12);
    }

    [Fact]
    public void Value_IsNotReadBeforeItsRelease()
    {
        var values = Monthly("GPRD", 40, i => i % 2);
        var release = values[^1].Released;
        MacroSeries.KnownAt(values, release)["GPRD"].Last.Period.Should().Be(values[^1].Period);
        MacroSeries.KnownAt(values, release.AddTicks(-1))["GPRD"].Last.Period.Should().Be(values[^2].Period);
        var before = MacroColumns.Of(values.Take(39).ToList(), double.NaN, release.AddTicks(-1));
        MacroColumns.Of(values, double.NaN, release.AddTicks(-1)).GeopoliticalRisk.Should().Be(before.GeopoliticalRisk);
    }

    [Fact]
    public void OverdueSeries_IsNotUsed()
    {
        var values = Monthly("NFCI", 30, i => i % 2);
        var last = MacroFreshness.FreshUntil(values);
        MacroSeries.KnownAt(values, last).Should().ContainKey("NFCI");
        MacroSeries.KnownAt(values, last.AddTicks(1)).Should().BeEmpty();
    }

    [Fact]
    public void Composite_IsTheTanhOfTheMeanOfWhatIsKnown_AndSaysWhatThatWas()
    {
        var (value, basis) = MacroComposite.Of(
            "test",
            new DateOnly(2026, 1, 20),
            new MacroInput("A", 1, new DateOnly(2026, 1, 10)),
            new MacroInput("B", double.NaN, default),
            new MacroInput("C", 0.5, new DateOnly(2025, 12, 1))
        );
        value.Should().BeApproximately(Math.Tanh(0.75), 1e-12);
        basis.Inputs.Should().Equal("A", "C");
        basis.OldestDays.Should().Be(50);
        double.IsNaN(MacroComposite.Of("none", default, new MacroInput("A", double.NaN, default)).Value)
            .Should()
            .BeTrue();
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(30, 0.7615941559557649)]
    [InlineData(10, -0.7615941559557649)]
    [InlineData(double.NaN, double.NaN)]
    public void FinancialStress_ReadsVixByItself_WhereNfciIsMissing(double vix, double stress) =>
        // tanh((30 − 20)/10) = tanh 1.
        MacroColumns.Of([], vix, Later).FinancialStress.Should().BeApproximatelyOrNaN(stress);

    [Fact]
    public void Growth_ComparesMonths_AndLeavesOutWhatHasNoBase()
    {
        // 100, 101, …: over 3 months (103/100) − 1; the fourth power of core's is its annual rate.
        var series = MacroSeries.KnownAt(
            Monthly("PAYEMS", 30, i => 100 + i),
            Monthly("PAYEMS", 30, i => i)[^1].Released
        )["PAYEMS"];
        MacroInput.Growth(series, 3, 3).Should().BeApproximately(0.03, 1e-12);
        double.IsNaN(MacroInput.Growth(series, 2, 3)).Should().BeTrue();
        MacroInput.Change(series, 6, 6).Should().Be(6);
        series.MeanOf(3, 4).Should().Be(101.5);
        double.IsNaN(series.MeanOf(2, 4)).Should().BeTrue();
    }

    [Fact]
    public void RisingPrices_RaisePressure_AndRisingClaimsLowerGrowth()
    {
        var prices = Monthly("CPIAUCSL", 36, i => 100 * Math.Pow(1 + (0.0001 * i), i));
        MacroColumns.Of(prices, double.NaN, prices[^1].Released).InflationPressure.Should().BeGreaterThan(0.5);
        var claims = Monthly("ICSA", 90, i => 200 + (i > 80 ? 10 * (i - 80) : i % 2));
        MacroColumns.Of(claims, double.NaN, claims[^1].Released).GrowthMomentum.Should().BeLessThan(-0.5);
        var policy = Monthly("EFFR", 40, i => i < 34 ? 1 : i - 33);
        MacroColumns.Of(policy, double.NaN, policy[^1].Released).CentralBankHawkishness.Should().BeGreaterThan(0.5);
    }

    [Fact]
    public void Engine_ReadsThemFromTheSnapshot_AndLeavesMissingOnesUnknown()
    {
        var snapshot = new RandomWalk(3).Snapshot();
        var macro = FeatureEngine.Build(snapshot).Market.Macro;
        // VIX 18.2: tanh(−.18).
        macro.FinancialStress.Should().BeApproximately(Math.Tanh(-0.18), 1e-12);
        double.IsNaN(macro.InflationPressure).Should().BeTrue();
        macro.Bases.Should().HaveCount(5);
        macro.Bases[4].Inputs.Should().Equal("VIX");
    }

    private static List<MacroValue> Monthly(string name, int count, Func<int, double> value, DateOnly? start = null) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var period = (start ?? Start).AddMonths(i);
                    return new MacroValue(
                        name,
                        period,
                        NewYork.ToUtc(period.AddDays(40), new TimeOnly(8, 30)),
                        value(i)
                    );
                }),
        ];
}
