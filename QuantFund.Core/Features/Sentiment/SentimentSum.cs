using System.Runtime.InteropServices;

namespace QuantFund.Core.Features.Sentiment;

/// <summary>
/// Articles about one subject, added up. Score = Σw·s/Σw in [−1, 1]; confidence = min(1, Σw/3)·min(1, n/5); momentum =
/// score of the last 24 h less score of the rest; velocity = articles of the last 30 min over the mean per 30 min of 7 days.
/// Age = hours since the newest. Without an article: score, momentum, velocity and age NaN, confidence 0. Source: STRATEGIES, section B.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct SentimentSum
{
    private double weight;
    private double weighted;
    private double recentWeight;
    private double recentWeighted;
    private int articles;
    private int burst;
    private TimeSpan newest;

    public void Add(TimeSpan age, double relevance, double score)
    {
        var w = relevance * NewsDecay.Weight(age);
        weight += w;
        newest = articles == 0 || age < newest ? age : newest;
        weighted += w * score;
        articles++;
        if (age < NewsDecay.Recent)
        {
            recentWeight += w;
            recentWeighted += w * score;
        }
        if (age < NewsDecay.Burst)
            burst++;
    }

    public readonly double Score => weight > 0 ? weighted / weight : double.NaN;

    public readonly double Confidence => Math.Min(1, weight / 3) * Math.Min(1, articles / 5.0);

    public readonly double Momentum =>
        recentWeight > 0 && weight - recentWeight > 0
            ? (recentWeighted / recentWeight) - ((weighted - recentWeighted) / (weight - recentWeight))
            : double.NaN;

    /// <summary>Hours since the newest article; NaN without one.</summary>
    public readonly double Age => articles > 0 ? newest.TotalHours : double.NaN;

    public readonly double Velocity => articles > 0 ? burst / (articles / NewsDecay.BurstsInWindow) : double.NaN;
}
