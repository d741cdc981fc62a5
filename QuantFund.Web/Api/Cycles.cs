using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Security;
using QuantFund.Web.Security.Traffic;

namespace QuantFund.Web.Api;

public static class Cycles
{
    public static void MapCycles(this IEndpointRouteBuilder routes)
    {
        var group = routes
            .MapGroup("/cycles")
            .WithTags("Cycles")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("", List).WithSummary("Cycles, newest first").RequireAuthorization(Scopes.Read);
        group
            .MapGet("/{id}", One)
            .WithSummary("One cycle: its summary, its plan, its complete record")
            .RequireAuthorization(Scopes.Read);
        group
            .MapGet("/{id}/debate", Debate)
            .WithSummary("The debate of one cycle: scores and weights")
            .RequireAuthorization(Scopes.Read);
        group
            .MapPost("", Start)
            .WithSummary("Run a cycle now")
            .RequireAuthorization(Scopes.Trade)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group
            .MapPost("/preview", Preview)
            .WithSummary("The plan that a cycle would make now; no order is sent")
            .AsHeavyRead()
            .RequireAuthorization(Scopes.Read);
        foreach (var approve in new[] { true, false })
        {
            var decide = group
                .MapPost(approve ? "/{id}/approve" : "/{id}/reject", approve ? (Delegate)Approve : Reject)
                .WithSummary(approve ? "Approve the plan that waits" : "Reject the plan that waits")
                .RequireAuthorization(Scopes.Approve)
                .ProducesProblem(StatusCodes.Status409Conflict)
                .ProducesProblem(StatusCodes.Status410Gone);
            if (!approve)
                decide.WithMetadata(new RiskLowering());
        }
    }

    private static async Task<Results<Ok<Page<CycleView>>, ProblemHttpResult>> List(
        string? limit,
        string? cursor,
        ICycleStore store,
        CancellationToken cancellation
    )
    {
        var query = new Query();
        var most = query.Limit(limit);
        var after = query.Cursor(cursor);
        if (query.Failed(out var errors))
            return Problems.Invalid(errors);
        return TypedResults.Ok(await store.PageAsync(most, after, cancellation));
    }

    private static async Task<Results<Ok<CycleDetail>, ProblemHttpResult>> One(
        string id,
        ICycleStore store,
        CancellationToken cancellation
    )
    {
        var cycle = new CycleId(id);
        if (await store.FindAsync(cycle, cancellation) is not { } found)
            return Problems.UnknownId("cycle", id);
        var record = await store.RecordAsync(cycle, cancellation);
        return TypedResults.Ok(
            CycleDetail.Of(
                found,
                await store.PlanAsync(cycle, cancellation),
                record is null ? null : JsonElement.Parse(record)
            )
        );
    }

    private static async Task<Results<Accepted<StartedCycle>, ProblemHttpResult>> Start(
        Body<NoFields> body,
        ClaimsPrincipal user,
        IEngineCommands commands,
        CancellationToken cancellation
    ) =>
        await commands.StartCycleAsync(user.CallerName(), cancellation) switch
        {
            CycleStart.Started started => TypedResults.Accepted(
                $"{FundApi.Root}/cycles/{started.Id}",
                new StartedCycle(started.Id)
            ),
            CycleStart.Refused refused => Problems.Conflict(refused.Reason),
            var other => throw new InvalidOperationException($"Unexpected {other}."),
        };

    private static async Task<Results<Ok<PlanPreview>, ProblemHttpResult>> Preview(
        Body<NoFields> body,
        IEngineCommands commands,
        CancellationToken cancellation
    ) => TypedResults.Ok(await commands.PreviewAsync(cancellation));

    private static Task<Results<Ok<CycleView>, ProblemHttpResult>> Approve(
        string id,
        Body<ApproveBody> body,
        ClaimsPrincipal user,
        IFundCommands commands,
        ICycleStore cycles,
        CancellationToken cancellation
    ) =>
        DecideAsync(
            new ApprovalDecision(
                new CycleId(id),
                body.Value.PlanHash!,
                Approved: true,
                user.CallerName(),
                body.Value.Reason,
                body.Value.Exclude ?? []
            ),
            commands,
            cycles,
            cancellation
        );

    private static Task<Results<Ok<CycleView>, ProblemHttpResult>> Reject(
        string id,
        Body<RejectBody> body,
        ClaimsPrincipal user,
        IFundCommands commands,
        ICycleStore cycles,
        CancellationToken cancellation
    ) =>
        DecideAsync(
            new ApprovalDecision(
                new CycleId(id),
                body.Value.PlanHash!,
                Approved: false,
                user.CallerName(),
                body.Value.Reason,
                []
            ),
            commands,
            cycles,
            cancellation
        );

    private static async Task<Results<Ok<CycleView>, ProblemHttpResult>> DecideAsync(
        ApprovalDecision decision,
        IFundCommands commands,
        ICycleStore cycles,
        CancellationToken cancellation
    )
    {
        return await commands.DecideAsync(decision, cancellation) switch
        {
            DecisionAnswer.Done => TypedResults.Ok((await cycles.FindAsync(decision.Cycle, cancellation))!),
            DecisionAnswer.UnknownCycle => Problems.UnknownId("cycle", decision.Cycle.Value),
            DecisionAnswer.NotInPlan strangers => Problems.Invalid(
                new FieldError("exclude", $"The plan does not trade {string.Join(", ", strangers.Symbols)}.")
            ),
            DecisionAnswer.Stale => Problems.Conflict(
                "No plan with this hash waits in this cycle: it has changed or has been decided. Read the cycle again."
            ),
            DecisionAnswer.Expired => Problems.Of(
                StatusCodes.Status410Gone,
                "The time to decide on this plan is over; nothing of it will be sent."
            ),
            var other => throw new InvalidOperationException($"Unexpected {other}."),
        };
    }

    private static async Task<Results<Ok<JsonElement>, ProblemHttpResult>> Debate(
        string id,
        ICycleStore store,
        CancellationToken cancellation
    )
    {
        if (await store.FindAsync(new CycleId(id), cancellation) is null)
            return Problems.UnknownId("cycle", id);
        return
            await store.RecordAsync(new CycleId(id), cancellation) is { } record
            && JsonElement.Parse(record).TryGetProperty("verdict", out var debate)
            ? TypedResults.Ok(debate)
            : Problems.Of(StatusCodes.Status404NotFound, $"The cycle '{id}' has no debate, or none yet.");
    }
}

public sealed record StartedCycle(CycleId Id);

public sealed record ApproveBody(string? PlanHash, string? Reason, IReadOnlyList<Symbol>? Exclude) : IRequestBody
{
    public IEnumerable<FieldError> Errors() => [.. PlanHashes.Errors(PlanHash), .. Reasons.Optional(Reason)];
}

/// <summary>The fields of <see cref="ApproveBody"/>, so that one script can do both; a rejection has nothing to exclude.</summary>
public sealed record RejectBody(string? PlanHash, string? Reason, IReadOnlyList<Symbol>? Exclude) : IRequestBody
{
    public IEnumerable<FieldError> Errors() =>
        [.. PlanHashes.Errors(PlanHash), .. Reasons.Required(Reason, "say why the plan is rejected")];
}

internal static class PlanHashes
{
    private const string Field = "planHash";

    public static IEnumerable<FieldError> Errors(string? hash) =>
        string.IsNullOrWhiteSpace(hash)
            ? [new FieldError(Field, "Required: the hash of the plan that was looked at.")]
            : Reasons.Text(Field, hash, OutsideText.MostName);
}

/// <summary>A cycle with its plan and its complete record (null until it ends).</summary>
public sealed record CycleDetail(
    CycleId Id,
    DateTimeOffset? Slot,
    CycleStatus Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    FundMode? Mode,
    RegimeView? Regime,
    TradingState TradingState,
    string? PlanHash,
    int Trades,
    IReadOnlyDictionary<string, double> Timings,
    string? Reason,
    PlanView? Plan,
    JsonElement? Record
)
{
    public static CycleDetail Of(CycleView c, PlanView? plan, JsonElement? record) =>
        new(
            c.Id,
            c.Slot,
            c.Status,
            c.StartedAt,
            c.FinishedAt,
            c.Mode,
            c.Regime,
            c.TradingState,
            c.PlanHash,
            c.Trades,
            c.Timings,
            c.Reason,
            plan,
            record
        );
}
