using QuantFund.Core.Domain;

namespace QuantFund.Core.Pipeline.Records;

/// <summary>
/// What is left of an old cycle's record: all that explains the orders it led to. The names that it sent no order for are
/// left out of features, opinions, abstentions, targets and plan; scores, debate, clamps and regime stay whole.
/// </summary>
public static class AbridgedRecord
{
    /// <param name="record">The complete record.</param>
    /// <param name="ordered">The names that the cycle sent or tried to send orders for.</param>
    public static CycleRecord Of(CycleRecord record, IReadOnlySet<Symbol> ordered) =>
        record with
        {
            Abridged = true,
            Book = record.Book with { Holdings = [.. record.Book.Holdings.Where(h => ordered.Contains(h.Symbol))] },
            Features = Of(record.Features, ordered),
            Strategies = [.. record.Strategies.Select(s => Of(s, ordered))],
            Ensemble = record.Ensemble with
            {
                Targets = [.. record.Ensemble.Targets.Where(t => ordered.Contains(t.Symbol))],
            },
            Plan = record.Plan with
            {
                Trades = [.. record.Plan.Trades.Where(t => ordered.Contains(t.Symbol))],
                Skips = [],
            },
        };

    private static FeatureRecord Of(FeatureRecord features, IReadOnlySet<Symbol> ordered)
    {
        var places = features.Symbols.Index().Where(s => ordered.Contains(s.Item)).Select(s => s.Index).ToArray();
        return features with
        {
            Symbols = [.. places.Select(p => features.Symbols[p])],
            Columns = features.Columns.ToDictionary(
                c => c.Key,
                c => (IReadOnlyList<double>)[.. places.Select(p => c.Value[p])],
                StringComparer.Ordinal
            ),
        };
    }

    private static StrategyRecord Of(StrategyRecord strategy, IReadOnlySet<Symbol> ordered) =>
        strategy with
        {
            Opinions = [.. strategy.Opinions.Where(o => ordered.Contains(o.Symbol))],
            Abstentions = strategy
                .Abstentions.Select(a => (a.Key, Symbols: (IReadOnlyList<Symbol>)[.. a.Value.Where(ordered.Contains)]))
                .Where(a => a.Symbols.Count > 0)
                .ToDictionary(a => a.Key, a => a.Symbols, StringComparer.Ordinal),
        };
}
