using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Live;
using QuantFund.Web.Security;

namespace QuantFund.Web.Api;

public static class Strategies
{
    public static void MapStrategies(this IEndpointRouteBuilder routes)
    {
        var group = routes
            .MapGroup("/strategies")
            .WithTags("Strategies")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("", List).WithSummary("Strategies, by id").RequireAuthorization(Scopes.Read);
        group.MapGet("/{id}", One).WithSummary("One strategy").RequireAuthorization(Scopes.Read);
        group
            .MapPatch("/{id}", Change)
            .WithSummary("Enable, shadow or disable a strategy from the next cycle on")
            .RequireAuthorization(Scopes.Trade);
    }

    private static async Task<Results<Ok<Page<StrategyView>>, ProblemHttpResult>> List(
        string? limit,
        string? cursor,
        StrategyList strategies,
        CancellationToken cancellation
    )
    {
        var query = new Query();
        var most = query.Limit(limit);
        if (query.Failed(out var errors))
            return Problems.Invalid(errors);
        return TypedResults.Ok(Listing.Page(await strategies.ReadAsync(cancellation), s => s.Id.Value, most, cursor));
    }

    private static async Task<Results<Ok<StrategyView>, ProblemHttpResult>> One(
        string id,
        StrategyList strategies,
        CancellationToken cancellation
    ) =>
        await strategies.FindAsync(id, cancellation) is { } strategy
            ? TypedResults.Ok(strategy)
            : Problems.UnknownId("strategy", id);

    private static async Task<Results<Ok<StrategyView>, ProblemHttpResult>> Change(
        string id,
        Body<StrategyBody> body,
        ClaimsPrincipal user,
        StrategyList strategies,
        IStrategyStates states,
        CancellationToken cancellation
    )
    {
        if (await strategies.FindAsync(id, cancellation) is not { } strategy)
            return Problems.UnknownId("strategy", id);
        var state = body.Value.State!.Value;
        await states.SetAsync(strategy.Id, state, user.CallerName(), body.Value.Reason ?? "", cancellation);
        return TypedResults.Ok(strategy with { State = state });
    }
}

public sealed record StrategyBody(StrategyState? State, string? Reason) : IRequestBody
{
    public IEnumerable<FieldError> Errors()
    {
        if (State is null)
            yield return new FieldError("state", "Required: enabled, shadow or disabled.");
    }
}
