using QuantFund.Core.Features;
using QuantFund.Core.Features.Daily;

namespace QuantFund.Core.Strategies.Treatment;

/// <summary>
/// Expected return over the strategy's horizon h, a fraction: IC·σ_h·z, z = clip(2.5·conviction, ±2.5);
/// σ_h = vol_21·√(h/252) with h in sessions, and sigma_15m·√(h/15 min) for horizons in minutes, which end with the session at the latest. NaN where the volatility is.
/// Source: Grinold and Kahn 1999.
/// </summary>
public static class ExpectedReturn
{
    public const double ScoresPerConviction = 2.5;

    public static double Of(double ic, double conviction, double sigma) =>
        ic * sigma * Math.Clamp(ScoresPerConviction * conviction, -ScoresPerConviction, ScoresPerConviction);

    /// <summary>σ_h of one row.</summary>
    public static double Sigma(Horizon horizon, FeatureTable features, int row) =>
        horizon.IsIntraday
            ? features[Feature.Sigma15m, row] * Math.Sqrt(Length(horizon, features) / Domain.Calendar.Session.BarLength)
            : features[Feature.Vol21, row] * Math.Sqrt(horizon.Sessions / Volatility.SessionsPerYear);

    /// <summary>The horizon that the column is about, in sessions.</summary>
    internal static double SessionsOf(Horizon horizon, FeatureTable features) =>
        horizon.IsIntraday ? Length(horizon, features).TotalMinutes / Horizon.MinutesPerSession : horizon.Sessions;

    private static TimeSpan Length(Horizon horizon, FeatureTable features) =>
        features.Today is { } today ? horizon.Left(features.AsOf, today) : horizon.Time;

    internal static double[] Column(
        double ic,
        Horizon horizon,
        ReadOnlySpan<double> convictions,
        ReadOnlySpan<double> weights,
        FeatureTable features
    )
    {
        var column = new double[convictions.Length];
        for (var row = 0; row < column.Length; row++)
            column[row] = weights[row] == 0 ? double.NaN : Of(ic, convictions[row], Sigma(horizon, features, row));
        return column;
    }
}
