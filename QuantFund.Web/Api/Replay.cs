using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Security;
using QuantFund.Web.Security.Traffic;

namespace QuantFund.Web.Api;

public static class Replay
{
    public static void MapReplay(this IEndpointRouteBuilder routes) =>
        routes
            .MapGroup("/cycles")
            .WithTags("Cycles")
            .MapPost("/{id}/replay", Run)
            .WithSummary("Run a stored cycle again from its stored inputs and compare")
            .RequireAuthorization(Scopes.Read)
            .AsHeavyRead()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<ReplayReport>, ProblemHttpResult>> Run(
        string id,
        Body<NoFields> body,
        CycleReplay replay,
        CancellationToken cancellation
    ) =>
        await replay.RunAsync(new CycleId(id), cancellation) switch
        {
            ReplayAnswer.Done done => TypedResults.Ok(done.Report),
            ReplayAnswer.UnknownCycle => Problems.UnknownId("cycle", id),
            ReplayAnswer.Impossible impossible => Problems.Conflict(impossible.Reason),
            var other => throw new InvalidOperationException($"Unexpected {other}."),
        };
}
