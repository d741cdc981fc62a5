using AwesomeAssertions;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies.Treatment;
using Xunit;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>The forecast of a book's risk heeds what its names have done of late.</summary>
public sealed class ForecastVolatilityTests
{
    private const double Calm = 0.001;
    private const double Wild = 0.03;

    [Fact]
    public void AfterAWildWeek_TheForecastIsThatOfThePathWithRecentDaysWeighted()
    {
        // 55 calm sessions, then 8 wild ones: plain sums, newest session first, each a session older weighs .97 of the next.
        double sum = 0,
            weights = 0;
        for (var age = 0; age < PortfolioVolatility.Sessions; age++)
        {
            var move = age < 8 ? Wild : Calm;
            sum += Math.Pow(0.97, age) * move * move;
            weights += Math.Pow(0.97, age);
        }

        PortfolioVolatility
            .Of([1.0], PanelOf(calmFirst: true))
            .Should()
            .BeApproximately(Math.Sqrt(252 * sum / weights), 1e-6);
    }

    [Fact]
    public void LongAfterAWildWeek_ItIsNotForgottenBeforeTheWindowEnds()
    {
        // The other way round the weighted path is the calmer one, and the covariance of the whole window counts.
        var plain = Math.Sqrt(252 * ((8 * Wild * Wild) + (55 * Calm * Calm)) / 63);

        PortfolioVolatility.Of([1.0], PanelOf(calmFirst: false)).Should().BeApproximately(plain, plain * 0.01);
    }

    private static ReturnPanel PanelOf(bool calmFirst)
    {
        var closes = new double[130];
        closes[0] = 100;
        for (var i = 1; i < closes.Length; i++)
        {
            var age = closes.Length - 1 - i;
            var wild = calmFirst ? age < 8 : age is >= 55 and < 63;
            closes[i] = closes[i - 1] * (1 + ((i % 2 == 0 ? 1 : -1) * (wild ? Wild : Calm)));
        }
        var panel = new ReturnPanel(1);
        panel.Fill(0, closes);
        return panel;
    }
}
