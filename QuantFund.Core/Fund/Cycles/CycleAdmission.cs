using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>Whether a cycle may run now, and if not, why: in the words that its row keeps.</summary>
public sealed class CycleAdmission(CycleRows rows, Readiness readiness, IMarketCalendar calendar, MarketTime market)
{
    /// <summary>Null when a cycle may run.</summary>
    public string? Refusal(StoredTradingState state) =>
        state.IsMissing ? "The fund has not been in touch with its broker yet."
        : state.State == TradingState.Halted ? $"Trading is halted: {state.Reason}"
        : state.FlattenBy is not null ? "The book is being flattened."
        : !readiness.Reconciled ? "The fund's book and the broker's have not been compared yet."
        : calendar.SessionAt(market.Now) is null ? "The market is closed."
        : rows.Current is not null ? Busy()
        : null;

    /// <summary>Which cycle is in the way.</summary>
    public string Busy() =>
        rows.Current is { } other
            ? other.Status == CycleStatus.AwaitingApproval
                ? $"{other.Id} waits for approval."
                : $"{other.Id} is still running."
            : "Another cycle is still running.";
}
