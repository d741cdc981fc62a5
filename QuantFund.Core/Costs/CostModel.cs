using QuantFund.Core.Features;
using QuantFund.Core.Features.Daily;

namespace QuantFund.Core.Costs;

/// <summary>
/// Cost of one side of a trade as a fraction of its value: half the spread + slippage + impact. Fees and borrow come on top.
/// Source: STRATEGIES, section G.
/// </summary>
public static class CostModel
{
    private const double Bps = 1e-4;

    public static double OneWay(PriceColumns prices, FeatureTable features, int row, double dollars) =>
        ((prices.SpreadBps[row] / 2) + prices.SlippageBps[row]) * Bps
        + MarketImpact.Fraction(
            features[Feature.Vol21, row] / Math.Sqrt(Volatility.SessionsPerYear),
            dollars,
            features[Feature.Adv21, row]
        );

    /// <summary>The cost of a trade of half a percent of equity in each name: what the debate compares proposals by.</summary>
    public static double[] UsualTrade(PriceColumns prices, FeatureTable features, decimal equity)
    {
        var dollars = (double)Math.Max(0m, equity) * 0.005;
        var column = new double[features.Count];
        for (var row = 0; row < column.Length; row++)
            column[row] = OneWay(prices, features, row, dollars);
        return column;
    }
}
