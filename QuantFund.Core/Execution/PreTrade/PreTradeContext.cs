using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Execution.PreTrade;

/// <summary>
/// What the pre-trade check reads beside the facts of its transaction. <paramref name="Session"/>: null while the market
/// is closed. <paramref name="Account"/> and <paramref name="Borrow"/>: null when the broker has not said.
/// </summary>
public sealed record PreTradeContext(
    DateTimeOffset Now,
    Session? Session,
    bool Reconciled,
    IReadOnlyDictionary<Symbol, Quote> Quotes,
    AccountReading? Account,
    Borrow? Borrow,
    IReadOnlySet<Symbol> Restricted,
    RiskOptions Risk,
    ExecutionOptions Execution
);
