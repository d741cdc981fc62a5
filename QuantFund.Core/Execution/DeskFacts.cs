using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Execution;

/// <summary>Gathers what an order is priced and checked with, as fresh as it can be had.</summary>
public sealed class DeskFacts(
    LiveQuotes quotes,
    IIngestion ingestion,
    IMarketCalendar calendar,
    Readiness readiness,
    RiskOptions risk,
    ExecutionOptions options,
    MarketTime market
)
{
    private readonly HashSet<Symbol> restricted = [.. risk.Restricted.Select(Symbol.Parse)];

    public Session? Session => calendar.SessionAt(market.Now);

    /// <summary>Account and borrow as the broker said last; read once for a round of orders.</summary>
    public (AccountReading? Account, IReadOnlyDictionary<Symbol, Borrow> Borrow) Broker()
    {
        var snapshot = ingestion.Latest(market.Now);
        return (snapshot.Account, snapshot.Borrow);
    }

    public async Task<PreTradeContext> ReadAsync(
        Symbol symbol,
        (AccountReading? Account, IReadOnlyDictionary<Symbol, Borrow> Borrow) broker,
        CancellationToken cancellation
    )
    {
        var latest = await quotes.ReadAsync(cancellation);
        return new PreTradeContext(
            market.Now,
            Session,
            readiness.Reconciled,
            latest,
            broker.Account,
            broker.Borrow.GetValueOrDefault(symbol),
            restricted,
            risk,
            options
        );
    }
}
