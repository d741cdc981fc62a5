using AwesomeAssertions;
using QuantFund.Core.Features.Sentiment;
using Xunit;

namespace QuantFund.Core.Tests.Features;

public sealed class SentimentTests
{
    [Fact]
    public void Sum_WeighsByRelevanceAndAge()
    {
        // Now: weight 1·1, score .8. 12 hours ago: weight 1·½, score −.4. (.8 − .2)/1.5 = .4.
        var sum = default(SentimentSum);
        sum.Add(TimeSpan.Zero, 1, 0.8);
        sum.Add(TimeSpan.FromHours(12), 1, -0.4);
        sum.Score.Should().BeApproximately(0.4, 1e-12);
        // min(1, 1.5/3)·min(1, 2/5) = .2.
        sum.Confidence.Should().BeApproximately(0.2, 1e-12);
        sum.Momentum.Should().Be(double.NaN, "nothing is older than a day");
    }

    [Fact]
    public void Momentum_ComparesTheLastDayWithTheRest_AndVelocityTheLastHalfHour()
    {
        var sum = default(SentimentSum);
        sum.Add(TimeSpan.FromMinutes(29), 1, 0.5);
        sum.Add(TimeSpan.FromHours(24), 1, -0.1);
        sum.Momentum.Should().BeApproximately(0.6, 1e-12);
        // 1 article in the last half hour; 2 in 336 half hours.
        sum.Velocity.Should().BeApproximately(168, 1e-9);
    }

    [Fact]
    public void NoArticle_IsMissing_NotNeutral()
    {
        default(SentimentSum).Score.Should().Be(double.NaN);
        default(SentimentSum).Confidence.Should().Be(0);
        default(SentimentSum).Velocity.Should().Be(double.NaN);
    }
}
