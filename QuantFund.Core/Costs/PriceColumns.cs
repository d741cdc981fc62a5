using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;

namespace QuantFund.Core.Costs;

/// <summary>
/// What a trade of each name would be done at: mid of a fresh quote, else the last traded price; the quoted spread, else an
/// estimate that is marked as one. Prices in dollars, 0 where none is known; spreads in basis points.
/// </summary>
public sealed class PriceColumns
{
    private readonly decimal[] prices;
    private readonly double[] spreads;
    private readonly double[] classSpreads;
    private readonly double[] slippage;
    private readonly bool[] estimated;

    private PriceColumns(int count)
    {
        prices = new decimal[count];
        spreads = new double[count];
        classSpreads = new double[count];
        slippage = new double[count];
        estimated = new bool[count];
    }

    public ReadOnlySpan<decimal> Prices => prices;

    public ReadOnlySpan<double> SpreadBps => spreads;

    /// <summary>The spread that names the slippage class: never doubled.</summary>
    public ReadOnlySpan<double> ClassSpreadBps => classSpreads;

    /// <summary>What one side is expected to slip beyond half the spread, at this VIX.</summary>
    public ReadOnlySpan<double> SlippageBps => slippage;

    public ReadOnlySpan<bool> Estimated => estimated;

    /// <param name="features">Last prices and adv_21.</param>
    /// <param name="quotes">The latest quotes.</param>
    /// <param name="doubleEstimates">True for a live market and a backtest (STRATEGIES, section G).</param>
    /// <param name="options">Age that a quote may have.</param>
    /// <param name="learned">What fills have taught of slippage; null = nothing yet.</param>
    public static PriceColumns Of(
        FeatureTable features,
        IReadOnlyDictionary<Symbol, Quote> quotes,
        bool doubleEstimates,
        CostOptions options,
        SlippageMemory? learned = null
    )
    {
        var known = learned ?? SlippageMemory.Empty;
        var columns = new PriceColumns(features.Count);
        var volume = features[Feature.Adv21];
        for (var row = 0; row < features.Count; row++)
        {
            if (
                quotes.TryGetValue(features.Universe[row].Symbol, out var quote)
                && quote.Time <= features.AsOf
                && features.AsOf - quote.Time <= Quote.FreshFor
                && quote.Bid > 0m
                && quote.Ask >= quote.Bid
            )
            {
                columns.prices[row] = quote.Mid;
                columns.spreads[row] = columns.classSpreads[row] = quote.SpreadBps;
                columns.slippage[row] = Slippage.Bps(quote.SpreadBps, features.Market.Vix, known);
                continue;
            }
            columns.prices[row] = features.Prices[row] > 0 ? Dollars.Of(features.Prices[row]) : 0m;
            columns.classSpreads[row] = SpreadEstimate.Bps(volume[row]);
            columns.spreads[row] = columns.classSpreads[row] * (doubleEstimates ? 2 : 1);
            columns.slippage[row] = Slippage.Bps(columns.classSpreads[row], features.Market.Vix, known);
            columns.estimated[row] = true;
        }
        return columns;
    }
}
