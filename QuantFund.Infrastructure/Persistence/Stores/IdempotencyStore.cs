using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Fund.Commands;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

internal sealed class IdempotencyStore(FundWriter writer) : IIdempotencyStore
{
    public Task<IdempotencyAnswer> ClaimAsync(
        string caller,
        string key,
        string fingerprint,
        CancellationToken cancellation
    ) =>
        writer.WriteAsync<IdempotencyAnswer>(
            async (change, token) =>
            {
                var gone = change.WallNow - IIdempotencyStore.Kept;
                await change.Db.IdempotencyKeys.Where(i => i.ClaimedAt <= gone).ExecuteDeleteAsync(token);
                var row = await FindAsync(change.Db, caller, key, token);
                if (row is not null)
                    return AnswerOf(row, fingerprint);
                change.Db.IdempotencyKeys.Add(
                    new IdempotencyRow
                    {
                        Caller = caller,
                        Key = key,
                        Fingerprint = fingerprint,
                        ClaimedAt = change.WallNow,
                    }
                );
                return new IdempotencyAnswer.Claimed();
            },
            cancellation
        );

    public Task CompleteAsync(string caller, string key, StoredAnswer answer, CancellationToken cancellation) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                var row =
                    await FindAsync(change.Db, caller, key, token)
                    ?? throw new InvalidOperationException("The request's idempotency key was never claimed.");
                (row.Status, row.ContentType, row.Location, row.Body) = (
                    answer.Status,
                    answer.ContentType,
                    answer.Location,
                    answer.Body
                );
            },
            cancellation
        );

    public Task ReleaseAsync(string caller, string key, CancellationToken cancellation) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                if (await FindAsync(change.Db, caller, key, token) is { Status: null } row)
                    change.Db.IdempotencyKeys.Remove(row);
            },
            cancellation
        );

    private static Task<IdempotencyRow?> FindAsync(
        FundDbContext db,
        string caller,
        string key,
        CancellationToken cancellation
    ) => db.IdempotencyKeys.FirstOrDefaultAsync(i => i.Caller == caller && i.Key == key, cancellation);

    private static IdempotencyAnswer AnswerOf(IdempotencyRow row, string fingerprint) =>
        row switch
        {
            _ when row.Fingerprint != fingerprint => new IdempotencyAnswer.OtherRequest(),
            { Status: { } status } => new IdempotencyAnswer.Answered(
                new StoredAnswer(status, row.ContentType, row.Location, row.Body ?? "")
            ),
            _ => new IdempotencyAnswer.InProgress(row.ClaimedAt),
        };
}
