using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Testing.Decision;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>A market with six fresh articles on every share: good news for every second one, bad for the others.</summary>
internal static class MuchNews
{
    public static RandomWalk Of(RandomWalk walk)
    {
        var shares = walk.Universe.Instruments.Where(i => i.Kind == InstrumentKind.Share).ToList();
        walk.News =
        [
            .. from hour in Enumerable.Range(1, 6)
            from i in Enumerable.Range(0, shares.Count)
            let score = (i % 2 == 0 ? 0.4 : -0.4) + (0.002 * i)
            select new NewsArticle(
                $"{hour} {i}",
                walk.AsOf.AddHours(-hour),
                "",
                score,
                [],
                [new TickerSentiment(shares[i].Symbol, 0.9, score)]
            ),
        ];
        return walk;
    }
}
