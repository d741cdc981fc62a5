using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Security;
using QuantFund.Web.Security.Traffic;

namespace QuantFund.Web.Api;

public static class Audit
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/audit").WithTags("Audit").ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("", List).WithSummary("The journal, newest first").RequireAuthorization(Scopes.Read);
        group
            .MapGet("/verify", Verify)
            .WithSummary("Checks the whole hash chain")
            .RequireAuthorization(Scopes.Admin)
            .AsHeavyRead();
    }

    private static async Task<Results<Ok<Page<AuditEntry>>, ProblemHttpResult>> List(
        string? limit,
        string? cursor,
        IJournal journal,
        CancellationToken cancellation
    )
    {
        var query = new Query();
        var most = query.Limit(limit);
        var after = query.Cursor(cursor);
        if (query.Failed(out var errors))
            return Problems.Invalid(errors);
        var page = await journal.PageAsync(most, after, cancellation);
        return TypedResults.Ok(new Page<AuditEntry>([.. page.Items.Select(AuditEntry.Of)], page.NextCursor));
    }

    private static async Task<Ok<JournalCheck>> Verify(IJournal journal, CancellationToken cancellation) =>
        TypedResults.Ok(await journal.VerifyAsync(cancellation));
}

/// <summary>A line of the journal, its payload as JSON.</summary>
public sealed record AuditEntry(
    long Sequence,
    DateTimeOffset Time,
    DateTimeOffset WallTime,
    string Kind,
    JsonElement Data,
    string PreviousHash,
    string Hash
)
{
    public static AuditEntry Of(JournalEntry e) =>
        new(e.Sequence, e.Time, e.WallTime, e.Kind, JsonElement.Parse(e.Payload), e.PreviousHash, e.Hash);
}
