using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Pipeline.Records;

/// <summary>The book, and what the broker says of each name, as columns over the universe.</summary>
internal static class BookColumns
{
    /// <summary>A name that the broker says nothing of is not shortable.</summary>
    public static bool[] Shortable(MarketSnapshot snapshot, RiskOptions options)
    {
        var column = new bool[snapshot.Universe.Count];
        if (options.EnableShorting)
            for (var row = 0; row < column.Length; row++)
                column[row] =
                    snapshot.Borrow.TryGetValue(snapshot.Universe[row].Symbol, out var borrow)
                    && borrow is { Tradable: true, EasyToBorrow: true };
        return column;
    }

    public static RiskContext RiskContext(
        DecisionRequest request,
        FeatureTable features,
        MarketSnapshot snapshot,
        bool[] shortable,
        RiskOptions options
    )
    {
        var current = new double[features.Count];
        double outsideLong = 0,
            outsideShort = 0;
        var equity = request.Book.Equity;
        // Without equity nothing is a fraction of it: what is held is shown by its part of the gross, never as nothing.
        var unit = equity > 0m ? equity : request.Book.LongValue - request.Book.ShortValue;
        // In symbol order: sums of doubles depend on it, and a table's own order differs from process to process.
        foreach (var position in request.Book.Positions.Values.OrderBy(p => p.Symbol))
        {
            var weight = unit > 0m ? (double)(position.Quantity * request.Book.Mark(position) / unit) : 0;
            var row = features.Universe.IndexOf(position.Symbol);
            if (row >= 0)
                current[row] = weight;
            else if (weight > 0)
                outsideLong += weight;
            else
                outsideShort -= weight;
        }
        return new RiskContext(
            features.Universe,
            current,
            outsideLong,
            outsideShort,
            features.Returns,
            shortable,
            Restricted(snapshot, features, options),
            request.TradingState,
            request.Ladder.Scale,
            features.Market.Vix,
            request.Memory.RiskScale,
            options
        )
        {
            LastVixScale = request.Memory.VixSize,
        };
    }

    public static CostContext CostContext(
        DecisionRequest request,
        FeatureTable features,
        PriceColumns prices,
        MarketSnapshot snapshot,
        CostOptions options
    ) =>
        new(
            request.Cycle,
            request.Session,
            request.Book,
            features,
            prices,
            snapshot.Borrow,
            request.Memory.Origins.ToDictionary(o => o.Symbol),
            request.TradingState,
            options
        );

    private static bool[] Restricted(MarketSnapshot snapshot, FeatureTable features, RiskOptions options)
    {
        var column = new bool[snapshot.Universe.Count];
        foreach (var text in options.Restricted)
            if (snapshot.Universe.IndexOf(Symbol.Parse(text)) is >= 0 and var row)
                column[row] = true;
        for (var row = 0; row < column.Length; row++)
            column[row] |=
                features.DoubtOf(row) is not null
                || snapshot.Borrow.TryGetValue(snapshot.Universe[row].Symbol, out var borrow) && !borrow.Tradable;
        return column;
    }
}
