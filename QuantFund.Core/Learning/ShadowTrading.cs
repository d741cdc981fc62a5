using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Learning;

/// <summary>
/// Marks a shadow book to now and moves it to new weights, paying the one-way cost of each change. A strategy that can't
/// see for want of data keeps what it holds; a name without a price keeps its last mark. Source: STRATEGIES, section I.
/// </summary>
public static class ShadowTrading
{
    public static ShadowBook Step(
        ShadowBook book,
        Proposal proposal,
        FeatureTable features,
        ReadOnlySpan<double> oneWayCosts
    ) =>
        IsBlind(proposal)
            ? Mark(book, features)
            : Step(book, proposal.Weights, proposal.ForecastVolatility, features, oneWayCosts);

    /// <param name="book">Before.</param>
    /// <param name="weights">Per row: the weights to hold, fractions of the book's equity.</param>
    /// <param name="forecastVolatility">Of those weights, a fraction a year.</param>
    /// <param name="features">Prices.</param>
    /// <param name="oneWayCosts">Per row, a fraction.</param>
    public static ShadowBook Step(
        ShadowBook book,
        ReadOnlySpan<double> weights,
        double forecastVolatility,
        FeatureTable features,
        ReadOnlySpan<double> oneWayCosts
    )
    {
        var marked = Mark(book, features);
        var before = new double[features.Count];
        foreach (var holding in marked.Holdings)
            if (features.Universe.IndexOf(holding.Symbol) is >= 0 and var row)
                before[row] = holding.Weight;
        var cost = 0.0;
        var holdings = new List<ShadowHolding>();
        for (var row = 0; row < weights.Length; row++)
        {
            if (weights[row] == before[row] && weights[row] == 0)
                continue;
            cost += Math.Abs(weights[row] - before[row]) * oneWayCosts[row];
            if (weights[row] != 0)
                holdings.Add(At(features.Universe[row].Symbol, weights[row], row, features));
        }
        return marked.Moved(-cost) with
        {
            Holdings = holdings,
            Volatility = forecastVolatility,
            GivenUpVolatility = marked.DayVolatility,
        };
    }

    /// <summary>The book at the prices of now, holding what it held.</summary>
    public static ShadowBook Mark(ShadowBook book, FeatureTable features)
    {
        var change = 0.0;
        var moves = new (int Row, double Move)[book.Holdings.Count];
        for (var i = 0; i < moves.Length; i++)
        {
            var holding = book.Holdings[i];
            var row = features.Universe.IndexOf(holding.Symbol);
            var move = row < 0 ? double.NaN : PriceReturn.Since(features, row, holding.After, holding.SinceClose);
            moves[i] = (row, move);
            if (!double.IsNaN(move))
                change += holding.Weight * move;
        }
        // Weights drift with prices: what was w is w·(1 + move)/(1 + change) of the equity after.
        var marked = new List<ShadowHolding>(moves.Length);
        for (var i = 0; i < moves.Length; i++)
        {
            var (holding, (row, move)) = (book.Holdings[i], moves[i]);
            marked.Add(
                double.IsNaN(move)
                    ? holding with
                    {
                        Weight = holding.Weight / (1 + change),
                    }
                    : At(holding.Symbol, holding.Weight * (1 + move) / (1 + change), row, features)
            );
        }
        return book.Moved(change) with { Holdings = marked };
    }

    private static bool IsBlind(Proposal proposal) =>
        proposal.Silence is not null && proposal.Reasons.Length > 0 && !proposal.Reasons[0].EndsOpinion();

    private static ShadowHolding At(Symbol symbol, double weight, int row, FeatureTable features) =>
        new(symbol, weight, features.Sessions[^1], features.ReturnsSinceClose[row]);
}
