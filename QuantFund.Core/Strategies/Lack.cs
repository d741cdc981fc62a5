using QuantFund.Core.Features;
using QuantFund.Core.Strategies.Treatment;

namespace QuantFund.Core.Strategies;

/// <summary>
/// Names the cause for which a name has no value of what a rule reads. Asked only where the value is missing, so that
/// whatever is left when the other causes are ruled out is the cause.
/// </summary>
internal static class Lack
{
    /// <summary>Of a ratio of two daily closes.</summary>
    public static Abstention OfReturn(FeatureTable features, int row) =>
        features.Sessions.Count > 0 && double.IsNaN(features.Close(row, features.Sessions.Count - 1))
            ? Abstention.NoRecentBar
            : Abstention.NotEnoughHistory;

    /// <summary>Of a deviation from <paramref name="mean"/>, which is there as soon as the window is full.</summary>
    public static Abstention OfDeviation(FeatureTable features, int row, Feature mean) =>
        double.IsNaN(features[mean, row]) ? OfReturn(features, row) : Abstention.FlatPrice;

    /// <summary>Of the volatility and the covariances that a position is sized by.</summary>
    public static Abstention OfSize(FeatureTable features, int row) =>
        features.Returns.Has(row, PortfolioVolatility.Sessions) && features[Feature.Vol21, row] == 0
            ? Abstention.FlatPrice
            : OfReturn(features, row);

    /// <summary>Of what is measured within the session; what is not among its parts is not asked about.</summary>
    /// <param name="features">The table.</param>
    /// <param name="row">The name.</param>
    /// <param name="read">The features that the rule reads; the first that is missing is the cause.</param>
    public static Abstention OfSession(FeatureTable features, int row, params ReadOnlySpan<Feature> read)
    {
        if (double.IsNaN(features[Feature.SessionRet, row]))
            return Abstention.QuietToday;
        foreach (var feature in read)
        {
            var value = features[feature, row];
            if (feature is Feature.Sigma15m or Feature.VwapZ && features[Feature.Sigma15m, row] == 0)
                return Abstention.FlatPrice;
            if (!double.IsNaN(value))
                continue;
            return feature switch
            {
                Feature.Ret15m or Feature.Ret30m or Feature.Ret60m => Abstention.SessionTooYoung,
                // Its volatility needs more sessions than its usual volume does: with the one the other has its history.
                Feature.VolumeRatio when !double.IsNaN(features[Feature.Sigma15m, row]) => Abstention.NoUsualVolume,
                Feature.OrHigh or Feature.OrLow => Abstention.NoOpeningRange,
                Feature.RelStrength => Abstention.NoBenchmark,
                _ => Abstention.NotEnoughHistory,
            };
        }
        return Abstention.FeatureMissing;
    }
}
