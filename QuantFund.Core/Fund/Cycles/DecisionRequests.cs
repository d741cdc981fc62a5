using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>Gathers what a decision is asked with: the book at fresh marks, the ladder, the memory, who may speak.</summary>
public sealed class DecisionRequests(
    IIngestion ingestion,
    FundMarks marks,
    ICycleStore cycles,
    IStrategyStates strategies,
    IMarketCalendar calendar,
    MarketSource source,
    MarketTime market
)
{
    /// <summary>Null while the fund has no book: it has not been in touch with its broker.</summary>
    public async Task<DecisionRequest?> ReadAsync(
        CycleId id,
        TradingState state,
        bool preview,
        CancellationToken cancellation
    )
    {
        await ingestion.RefreshQuotesAsync(cancellation);
        if (await marks.MarkAsync(cancellation) is not { } marked)
            return null;
        var now = market.Now;
        return new DecisionRequest(
            id,
            now,
            calendar.SessionAt(now) ?? calendar.LastClosedBy(now),
            marked.Fund.Book,
            await cycles.MemoryAsync(cancellation),
            marked.Fund.Ladder,
            state,
            (await strategies.ReadAsync(cancellation)).ToFrozenDictionary(),
            source,
            preview
        );
    }
}
