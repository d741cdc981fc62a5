using System.Collections.Immutable;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Core.Fund.State;

/// <summary>
/// The equity points that a chart draws: oldest first, at most <see cref="Most"/>, roughly evenly spaced in time. The
/// first and the newest point are always there.
/// </summary>
public sealed record EquityCurve(ImmutableArray<EquityPoint> Points, TimeSpan Step)
{
    public const int Most = 600;

    public static EquityCurve Empty { get; } = new([], TimeSpan.Zero);

    /// <param name="points">Oldest first.</param>
    public static EquityCurve Of(IEnumerable<EquityPoint> points) =>
        new EquityCurve([.. points], TimeSpan.Zero).Bounded();

    /// <summary>A point that is not newer than the last one is no news.</summary>
    public EquityCurve With(EquityPoint point)
    {
        if (Points.Length > 0 && point.Time <= Points[^1].Time)
            return this;
        var replacesLast = Points.Length > 1 && point.Time - Points[^2].Time < Step;
        var points = replacesLast ? Points.SetItem(Points.Length - 1, point) : Points.Add(point);
        return (this with { Points = points }).Bounded();
    }

    private EquityCurve Bounded()
    {
        if (Points.Length <= Most)
            return this;
        var step = (Points[^1].Time - Points[0].Time) / (Most / 2);
        var kept = ImmutableArray.CreateBuilder<EquityPoint>(Most);
        foreach (var point in Points.AsSpan()[..^1])
        {
            if (kept.Count == 0 || point.Time - kept[^1].Time >= step)
                kept.Add(point);
        }
        kept.Add(Points[^1]);
        return new EquityCurve(kept.ToImmutable(), step);
    }

    public bool Equals(EquityCurve? other) =>
        other is not null && Step == other.Step && Points.SequenceEqual(other.Points);

    public override int GetHashCode() => HashCode.Combine(Step, Points.Length, Points.LastOrDefault());
}
