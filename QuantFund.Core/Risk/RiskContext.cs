using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies.Treatment;

namespace QuantFund.Core.Risk;

/// <summary>
/// What the risk gate judges by, as columns over the universe. <paramref name="Current"/>: weights of the book as it
/// stands. <paramref name="OutsideLong"/> and <paramref name="OutsideShort"/>: weights of positions in names that the
/// universe does not have, both positive; they count and are never traded. <paramref name="Restricted"/>: may be reduced
/// but not added to. <paramref name="LastScale"/>: VIX scale × ladder scale of the last cycle, 1 in a new fund.
/// </summary>
public sealed record RiskContext(
    Universe Universe,
    ReadOnlyMemory<double> Current,
    double OutsideLong,
    double OutsideShort,
    ReturnPanel Returns,
    ReadOnlyMemory<bool> Shortable,
    ReadOnlyMemory<bool> Restricted,
    TradingState State,
    double LadderScale,
    double Vix,
    double LastScale,
    RiskOptions Options
)
{
    /// <summary>Size by the VIX of the last cycle (<see cref="VixScale"/>); 1 in a new fund.</summary>
    public double LastVixScale { get; init; } = 1;

    /// <summary>Which names move as one; null = those of whatever book is measured.</summary>
    public CorrelationClusters? Clusters { get; init; }

    /// <summary>Forecast volatility of books over <see cref="Returns"/>.</summary>
    internal PortfolioVolatility Volatility { get; } = new(Returns);
}
