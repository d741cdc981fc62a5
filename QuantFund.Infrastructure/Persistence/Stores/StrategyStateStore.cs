using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

internal sealed class StrategyStateStore(IFundDatabase database, FundWriter writer) : IStrategyStates
{
    public async Task<IReadOnlyDictionary<StrategyId, StrategyState>> ReadAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db
            .StrategyStates.AsNoTracking()
            .ToDictionaryAsync(s => new StrategyId(s.Id), s => s.State, cancellation);
    }

    public Task SetAsync(
        StrategyId strategy,
        StrategyState state,
        string by,
        string reason,
        CancellationToken cancellation
    ) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                reason = OutsideText.Mended(reason, OutsideText.MostReason, "");
                var row = await change.Db.StrategyStates.FirstOrDefaultAsync(s => s.Id == strategy.Value, token);
                // A strategy that nobody decided about is enabled.
                if ((row?.State ?? StrategyState.Enabled) == state)
                    return;
                if (row is null)
                    change.Db.StrategyStates.Add(
                        row = new StrategyStateRow
                        {
                            Id = strategy.Value,
                            By = by,
                            Reason = reason,
                        }
                    );
                (row.State, row.By, row.Reason, row.ChangedAt) = (state, by, reason, change.Now);
                change.Record(new FundFact.StrategyStateChanged(strategy, state, by, reason));
            },
            cancellation
        );
}
