using Microsoft.EntityFrameworkCore;
using Npgsql;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

internal sealed class TradingStateStore(IFundDatabase database, FundWriter writer) : ITradingStateStore
{
    public async Task<StoredTradingState> ReadAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.TradingStateAsync(cancellation);
    }

    public Task<StoredTradingState> BeginAsync(string reason, string by, CancellationToken cancellation) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                var present = await change.Db.TradingStateAsync(token);
                if (!present.IsMissing)
                    return present;
                var active = new StoredTradingState(TradingState.Active, reason, by, change.Now);
                await SetAsync(change, active, token);
                return active;
            },
            cancellation
        );

    /// <remarks>Off the caller's thread: a locked file is waited for in place, and the caller must be able to answer meanwhile.</remarks>
    public Task<CommittedHalt> HaltAsync(string reason, string by, CancellationToken cancellation) =>
        Task.Run(() => CommitMendedAsync(Halting.Mended(reason), by, cancellation), cancellation);

    /// <remarks>Off the caller's thread, as a halt.</remarks>
    public Task<StoredTradingState> FlattenAsync(ReduceOnlyAct act, CancellationToken cancellation) =>
        Task.Run(
            () =>
                writer.WriteAsync(
                    async (change, token) =>
                    {
                        var present = await change.Db.TradingStateAsync(token);
                        if (present.FlattenBy is not null)
                            return present;
                        var flattening = act.At(change.Now);
                        await SetAsync(change, flattening, token);
                        return flattening;
                    },
                    cancellation
                ),
            cancellation
        );

    private async Task<CommittedHalt> CommitMendedAsync(string mended, string by, CancellationToken cancellation)
    {
        try
        {
            return await CommitHaltAsync(mended, by, cancellation);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: ['2', '2', ..] })
        {
            // Class 22, data exception: a database whose encoding lacks a character. Nothing was written yet.
            return await CommitHaltAsync(OutsideText.InAscii(mended), by, cancellation);
        }
    }

    private Task<CommittedHalt> CommitHaltAsync(string reason, string by, CancellationToken cancellation) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                var present = await change.Db.TradingStateAsync(token);
                // Halting again says why anew; since when no order may leave stays as it is.
                var since = present is { State: TradingState.Halted, IsMissing: false } ? present.Since : change.Now;
                var halted = new StoredTradingState(TradingState.Halted, reason, by, since);
                var sequence = await SetAsync(change, halted, token);
                var outstanding = await change
                    .Db.Orders.Where(o => o.IsOpen && o.Status == OrderStatus.Intended && o.AnsweredAt == null)
                    .OrderBy(o => o.Place)
                    .Select(o => o.Id)
                    .ToListAsync(token);
                return new CommittedHalt(halted, sequence, outstanding.ConvertAll(id => new ClientOrderId(id)));
            },
            cancellation
        );

    public Task<StoredTradingState> ResumeAsync(
        string reason,
        string by,
        decimal? equity,
        CancellationToken cancellation
    ) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                var present = await change.Db.TradingStateAsync(token);
                if (present.State == TradingState.Active)
                    return present;
                await RearmAsync(change, equity, token);
                reason = OutsideText.Mended(reason, OutsideText.MostReason, "No reason was given.");
                var active = new StoredTradingState(TradingState.Active, reason, by, change.Now);
                await SetAsync(change, active, token);
                return active;
            },
            cancellation
        );

    public Task<StoredTradingState> ReduceOnlyAsync(ReduceOnlyAct act, CancellationToken cancellation) =>
        writer.WriteAsync((change, token) => ReduceAsync(change, act, token), cancellation);

    public Task<StoredTradingState> LiftExpiredAsync(DateTimeOffset now, CancellationToken cancellation) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                var present = await change.Db.TradingStateAsync(token);
                if (present is not { State: TradingState.ReduceOnly, Until: { } until } || until > now)
                    return present;
                var active = new StoredTradingState(
                    TradingState.Active,
                    $"Over by itself: {present.Reason}",
                    "fund",
                    change.Now
                );
                await SetAsync(change, active, token);
                return active;
            },
            cancellation
        );

    /// <summary>Stores what is stricter than the present state, as part of any change.</summary>
    public static async Task<StoredTradingState> ReduceAsync(
        FundChange change,
        ReduceOnlyAct act,
        CancellationToken cancellation
    )
    {
        var present = await change.Db.TradingStateAsync(cancellation);
        var asked = act.At(change.Now);
        if (!asked.Outranks(present))
            return present;
        await SetAsync(change, asked, cancellation);
        return asked;
    }

    private static async Task RearmAsync(FundChange change, decimal? equity, CancellationToken cancellation)
    {
        if (await change.Db.EquityMarks.FirstOrDefaultAsync(cancellation) is not { } row)
            return;
        var newest = await change
            .Db.Equity.AsNoTracking()
            .OrderByDescending(e => e.Micros)
            .FirstOrDefaultAsync(cancellation);
        var marks = row.ToMarks();
        var anew = marks.AnewAt(equity ?? newest?.ToPoint().Equity ?? marks.HighWaterMark);
        row.Take(anew);
        change.Record(new FundFact.HighWaterMarkReset(marks.HighWaterMark, anew.HighWaterMark));
    }

    private static async Task<long> SetAsync(
        FundChange change,
        StoredTradingState state,
        CancellationToken cancellation
    )
    {
        var row = await change.Db.TradingStates.FirstOrDefaultAsync(cancellation);
        if (row is null)
            change.Db.TradingStates.Add(row = new TradingStateRow { Reason = state.Reason, By = state.By });
        row.Take(state);
        return change.Record(
            new FundFact.TradingStateChanged(state.State, state.Reason, state.By, state.Since, state.FlattenBy)
        );
    }
}
