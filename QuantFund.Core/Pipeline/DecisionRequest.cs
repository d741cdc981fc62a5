using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Pipeline;

/// <summary>
/// What one decision is asked of: everything that is neither market data nor configuration. Stored with the record, so
/// that the decision can be run again.
/// </summary>
/// <param name="Cycle">Names the cycle.</param>
/// <param name="AsOf">Market time; nothing newer is read.</param>
/// <param name="Session">The session that <paramref name="AsOf"/> falls into or last closed before it.</param>
/// <param name="Book">Cash and positions with marks.</param>
/// <param name="Memory">What the last cycle left.</param>
/// <param name="Ladder">The drawdown ladder as the last mark left it.</param>
/// <param name="TradingState">Only <see cref="TradingState.Active"/> may add risk; halted or reconciling plans nothing.</param>
/// <param name="Strategies">Strategies that are not enabled; one that is absent is enabled.</param>
/// <param name="Source">Live and past markets double an estimated spread.</param>
/// <param name="Preview">True stops after phase G: no approval, no order, and the memory is left alone.</param>
public sealed record DecisionRequest(
    CycleId Cycle,
    DateTimeOffset AsOf,
    Session Session,
    Book Book,
    CycleMemory Memory,
    LadderState Ladder,
    TradingState TradingState,
    FrozenDictionary<StrategyId, StrategyState> Strategies,
    MarketSource Source,
    bool Preview
)
{
    /// <summary>Where money is at stake, or history is, a spread that nobody quotes is taken to be twice the usual one.</summary>
    public bool DoublesSpreads => Source is MarketSource.Live or MarketSource.Replay;
}
