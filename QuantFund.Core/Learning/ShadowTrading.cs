using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Learning;

/// <summary>
/// Marks a strategy's shadow book to now and moves it to its new proposal, paying the one-way cost of each change. A
/// strategy that can't see for want of data keeps what it holds; a name without a price keeps its last mark.
/// Source: STRATEGIES, section I.
/// </summary>
public static class ShadowTrading
{
    public static ShadowBook Step(
        ShadowBook book,
        Proposal proposal,
        FeatureTable features,
        ReadOnlySpan<double> oneWayCosts
    )
    {
        var change = 0.0;
        var marked = new List<ShadowHolding>(book.Holdings.Count);
        foreach (var holding in book.Holdings)
        {
            var row = features.Universe.IndexOf(holding.Symbol);
            var move = row < 0 ? double.NaN : PriceReturn.Since(features, row, holding.After, holding.SinceClose);
            if (double.IsNaN(move))
            {
                marked.Add(holding);
                continue;
            }
            change += holding.Weight * move;
            marked.Add(At(holding.Symbol, holding.Weight * (1 + move), row, features));
        }
        // Weights drift with prices: what was w is w·(1 + move)/(1 + change) of the equity after.
        for (var i = 0; i < marked.Count; i++)
            marked[i] = marked[i] with { Weight = marked[i].Weight / (1 + change) };
        var moved = book.Moved(change);
        return IsBlind(proposal)
            ? moved with
            {
                Holdings = marked,
            }
            : Trade(moved, marked, proposal, features, oneWayCosts);
    }

    private static ShadowBook Trade(
        ShadowBook book,
        List<ShadowHolding> marked,
        Proposal proposal,
        FeatureTable features,
        ReadOnlySpan<double> oneWayCosts
    )
    {
        var cost = 0.0;
        var holdings = new List<ShadowHolding>(proposal.Names);
        foreach (var holding in marked)
        {
            var row = features.Universe.IndexOf(holding.Symbol);
            if (row >= 0 && proposal.Weights[row] == 0)
                cost += Math.Abs(holding.Weight) * oneWayCosts[row];
        }
        for (var row = 0; row < features.Count; row++)
        {
            var weight = proposal.Weights[row];
            if (weight == 0)
                continue;
            var symbol = features.Universe[row].Symbol;
            var before = marked.Find(h => h.Symbol == symbol)?.Weight ?? 0;
            cost += Math.Abs(weight - before) * oneWayCosts[row];
            holdings.Add(At(symbol, weight, row, features));
        }
        return book.Moved(-cost) with { Holdings = holdings, Volatility = proposal.ForecastVolatility };
    }

    private static bool IsBlind(Proposal proposal) =>
        proposal.Silence is not null && proposal.Reasons.Length > 0 && !proposal.Reasons[0].EndsOpinion();

    private static ShadowHolding At(Symbol symbol, double weight, int row, FeatureTable features) =>
        new(symbol, weight, features.Sessions[^1], features.ReturnsSinceClose[row]);
}
