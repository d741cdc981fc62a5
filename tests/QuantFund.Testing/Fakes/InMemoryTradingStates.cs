using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;

namespace QuantFund.Testing.Fakes;

public sealed class InMemoryTradingStates(InMemoryFund fund, InMemoryJournal journal, KillSwitch kill)
    : ITradingStateStore
{
    public Task<StoredTradingState> ReadAsync(CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
            return Task.FromResult(fund.State);
    }

    public Task<StoredTradingState> BeginAsync(string reason, string by, CancellationToken cancellation) =>
        Task.FromResult(
            journal.Change(() =>
                fund.State.IsMissing
                    ? Store(new StoredTradingState(TradingState.Active, reason, by, fund.Market.Now))
                    : fund.State
            )
        );

    public Task<StoredTradingState> FlattenAsync(ReduceOnlyAct act, CancellationToken cancellation) =>
        Task.FromResult(
            journal.Change(() => fund.State.FlattenBy is null ? Store(act.At(fund.Market.Now)) : fund.State)
        );

    /// <summary>The store is locked or away: a halt does not come through until this has ended.</summary>
    public Task? Locked { get; set; }

    public async Task<CommittedHalt> HaltAsync(string reason, string by, CancellationToken cancellation)
    {
        if (Locked is { } locked)
            await locked;
        return await CommitHaltAsync(reason, by);
    }

    private Task<CommittedHalt> CommitHaltAsync(string reason, string by) =>
        Task.FromResult(
            journal.Change(() =>
            {
                // A second halt does not change when and why the first one was.
                if (fund.State.State != TradingState.Halted || fund.State.IsMissing)
                    Store(new StoredTradingState(TradingState.Halted, reason, by, fund.Market.Now));
                return new CommittedHalt(
                    fund.State,
                    fund.Journal.Count,
                    [
                        .. fund
                            .Orders.Where(o => o.AnsweredAt is null && o.Status == OrderStatus.Intended)
                            .Select(o => o.Id),
                    ]
                );
            })
        );

    public Task<StoredTradingState> ResumeAsync(
        string reason,
        string by,
        decimal? equity,
        CancellationToken cancellation
    ) =>
        Task.FromResult(
            journal.Change(() =>
            {
                if (fund.State.State == TradingState.Active)
                    return fund.State;
                if (fund.Marks is { } marks)
                {
                    var newest = fund.Equity.Count == 0 ? (decimal?)null : fund.Equity[^1].Equity;
                    fund.Marks = marks.AnewAt(equity ?? newest ?? marks.HighWaterMark);
                    journal.Record(new FundFact.HighWaterMarkReset(marks.HighWaterMark, fund.Marks.HighWaterMark));
                }
                return Store(new StoredTradingState(TradingState.Active, reason, by, fund.Market.Now));
            })
        );

    public Task<StoredTradingState> ReduceOnlyAsync(ReduceOnlyAct act, CancellationToken cancellation) =>
        Task.FromResult(
            journal.Change(() =>
            {
                var asked = act.At(fund.Market.Now);
                return asked.Outranks(fund.State) ? Store(asked) : fund.State;
            })
        );

    public Task<StoredTradingState> LiftExpiredAsync(DateTimeOffset now, CancellationToken cancellation) =>
        Task.FromResult(
            journal.Change(() =>
                fund.State is { State: TradingState.ReduceOnly, Until: { } until } && until <= now
                    ? Store(
                        new StoredTradingState(TradingState.Active, "The session is over.", "fund", fund.Market.Now)
                    )
                    : fund.State
            )
        );

    private StoredTradingState Store(StoredTradingState state)
    {
        fund.State = state;
        journal.Record(
            new FundFact.TradingStateChanged(state.State, state.Reason, state.By, state.Since, state.FlattenBy)
        );
        return state;
    }
}
