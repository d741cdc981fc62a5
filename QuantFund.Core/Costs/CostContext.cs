using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Costs;

/// <summary>What the cost filter judges by. <paramref name="Origins"/>: why each position is there, by symbol.</summary>
public sealed record CostContext(
    CycleId Cycle,
    Session Session,
    Book Book,
    FeatureTable Features,
    PriceColumns Prices,
    IReadOnlyDictionary<Symbol, Borrow> Borrow,
    IReadOnlyDictionary<Symbol, PositionOrigin> Origins,
    TradingState State,
    CostOptions Options
)
{
    /// <summary>Equity of <see cref="Book"/>, dollars, added up once.</summary>
    public decimal Equity { get; } = Book.Equity;
}
