using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Features;

/// <summary>
/// What a group of features was computed from: the source, the market time that its newest datum spoke of (null = it never
/// answered), how old that was at the decision, and why it was not read (null = it was).
/// </summary>
public sealed record FeatureInput(
    string Source,
    DateTimeOffset? AsOf,
    double? AgeSeconds,
    string? Gate,
    IReadOnlyList<string> Features
)
{
    private static readonly (string Source, string[] Features)[] BySource =
    [
        .. Enum.GetValues<Feature>()
            .GroupBy(SourceOf, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Select(FeatureNames.Of).ToArray())),
    ];

    /// <summary>One for each source that features read, in the order of <see cref="Feature"/>.</summary>
    internal static IReadOnlyList<FeatureInput> Of(MarketSnapshot snapshot, SourceGates gates) =>
        Array.ConvertAll(
            BySource,
            group =>
            {
                var status = snapshot.Source(group.Source);
                return new FeatureInput(
                    group.Source,
                    status?.AsOf,
                    status?.AgeSeconds,
                    GateOf(group.Source, gates),
                    group.Features
                );
            }
        );

    public static string SourceOf(Feature feature) =>
        feature switch
        {
            <= Feature.SScore => SourceNames.DailyPrices,
            <= Feature.RelStrength => SourceNames.IntradayPrices,
            <= Feature.NewsAge => SourceNames.News,
            _ => SourceNames.Macro,
        };

    private static string? GateOf(string source, SourceGates gates) =>
        source switch
        {
            SourceNames.DailyPrices => gates.Daily,
            SourceNames.IntradayPrices => gates.Intraday,
            SourceNames.News => gates.News,
            // Macro series have an age each: what is overdue is left out of the composites one by one.
            _ => null,
        };
}
