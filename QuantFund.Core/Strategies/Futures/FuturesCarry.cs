using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Futures;

/// <summary>
/// What pays for being held is worth holding, what costs is worth being short of: the futures proxies whose
/// <c>carry</c> is known, ranked by it; conviction from −1 for the least through 0 for the middle to 1 for the most,
/// (rank − (n + 1)/2)/((n − 1)/2), divided by volatility in sizing. At least 4 of them. A proxy of unknown carry abstains.
/// Source: Koijen, Moskowitz, Pedersen and Vrugt 2018.
/// </summary>
public sealed class FuturesCarry : IStrategy
{
    public const int LeastNames = 4;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("futures-carry"),
            StrategyCategory.Futures,
            StrategyFamily.Carry,
            Horizon.Days(21),
            PriorIc: 0.02,
            Neutral: false,
            "Koijen, Moskowitz, Pedersen, Vrugt 2018"
        )
        {
            Reads = [Feature.Carry],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Daily(context, opinions))
            return;
        var carry = context.Features[Feature.Carry];
        var rows = new List<int>();
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsFuturesProxy(context, row, opinions))
                continue;
            if (double.IsNaN(carry[row]))
                opinions.Abstain(row, Abstention.CarryUnknown);
            else
                rows.Add(row);
        }
        if (rows.Count < LeastNames)
        {
            foreach (var row in rows)
                opinions.Abstain(row, Abstention.TooFewNames);
            return;
        }
        var values = new double[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = carry[rows[i]];
        var ranks = Ranks.Of(values);
        for (var i = 0; i < ranks.Length; i++)
            opinions.View(rows[i], Conviction(ranks[i], ranks.Length));
    }

    /// <summary>Rank 1 is the least carry of <paramref name="names"/>.</summary>
    public static double Conviction(double rank, int names) => (rank - ((names + 1) / 2.0)) / ((names - 1) / 2.0);
}
