using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Features;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Pipeline.Records;

/// <summary>Keeps why each position is there: new with the trade that opens it, gone with the position.</summary>
internal static class PositionOrigins
{
    public static IReadOnlyList<PositionOrigin> Next(
        IReadOnlyList<PositionOrigin> before,
        DecisionRequest request,
        FeatureTable features,
        TargetBook targets,
        RiskReview review,
        TradePlan plan,
        IReadOnlySet<Symbol> sent
    )
    {
        var next = new List<PositionOrigin>();
        // What was taken on for a session has been given back before its close: what is left of the position is others' own.
        var newSession =
            request.Memory.Learning.LastSession is { } last && features.Sessions is [.., var now] && now > last;
        foreach (var origin in before)
        {
            var held = request.Book.Quantity(origin.Symbol);
            var stands = held != 0m && (origin.Side == Side.Buy) == (held > 0m);
            if (stands)
                next.Add(newSession && origin.Intraday ? origin with { Intraday = false } : origin);
        }
        foreach (var trade in plan.Trades)
        {
            if (trade.Reduces || !sent.Contains(trade.Symbol) || review.Approved is not { } approved)
                continue;
            var row = features.Universe.IndexOf(trade.Symbol);
            var intraday = approved.Wanted.IsIntraday(row);
            var at = next.FindIndex(o => o.Symbol == trade.Symbol);
            // A position that grows keeps its opening; an intraday part taken on later must still go before the close.
            if (at >= 0)
                next[at] = next[at] with { Intraday = next[at].Intraday || intraday };
            else
                next.Add(
                    new PositionOrigin(
                        trade.Symbol,
                        trade.Side,
                        request.AsOf,
                        features.Sessions[^1],
                        approved.Wanted.Horizons[row],
                        intraday,
                        request.Cycle
                    )
                );
        }
        for (var i = 0; i < next.Count; i++)
        {
            var row = features.Universe.IndexOf(next[i].Symbol);
            var side = next[i].Side == Side.Buy ? 1 : -1;
            StrategyId[] holders =
                row < 0
                    ? []
                    : [.. targets.Holders(row).Where(h => Math.Sign(h.Weight) == side).Select(h => h.Strategy)];
            if (holders.Length > 0)
                next[i] = next[i] with { Strategies = holders };
        }
        return next;
    }
}
