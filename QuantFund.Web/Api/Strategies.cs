using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Api.Protocol;
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
        group
            .MapGet("/{id}", One)
            .WithSummary("One strategy: its weights over time and its track record by regime")
            .RequireAuthorization(Scopes.Read);
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

    /// <summary>A year of sessions.</summary>
    private const int MostDays = 252;

    private static async Task<Results<Ok<StrategyDetail>, ProblemHttpResult>> One(
        string id,
        StrategyList strategies,
        LearningBoard board,
        ICycleStore cycles,
        CancellationToken cancellation
    )
    {
        if (await strategies.FindAsync(id, cancellation) is not { } strategy)
            return Problems.UnknownId("strategy", id);
        var learning = await board.ReadAsync(cancellation);
        var days = await cycles.LearningDaysAsync(MostDays, cancellation);
        return TypedResults.Ok(
            StrategyDetail.Of(
                strategy,
                learning.Strategies.First(s => s.Id == strategy.Id),
                [
                    .. days.SelectMany(d =>
                        d.Strategies.Where(s => s.Id == strategy.Id)
                            .Select(s => new StrategyWeightView(
                                d.Session,
                                s.State,
                                s.Weight,
                                s.LearnedWeight,
                                s.Score,
                                s.ShadowEquity
                            ))
                    ),
                ]
            )
        );
    }

    private static async Task<Results<Ok<StrategyView>, ProblemHttpResult>> Change(
        string id,
        Body<StrategyBody> body,
        ClaimsPrincipal user,
        StrategyList strategies,
        IFundCommands commands,
        CancellationToken cancellation
    )
    {
        if (await strategies.FindAsync(id, cancellation) is not { } strategy)
            return Problems.UnknownId("strategy", id);
        var state = body.Value.State!.Value;
        var change = new StrategyChange(strategy.Id, state, body.Value.Reason ?? "", user.CallerName());
        if (!await commands.SetStrategyAsync(change, cancellation))
            return Problems.UnknownId("strategy", id);
        return TypedResults.Ok(strategy with { State = state });
    }
}

public sealed record StrategyBody(StrategyState? State, string? Reason) : IRequestBody
{
    public IEnumerable<FieldError> Errors()
    {
        if (State is null)
            yield return new FieldError("state", "Required: enabled, shadow or disabled.");
        foreach (var error in Reasons.Optional(Reason))
            yield return error;
    }
}

/// <summary>One session's end: share of capital, learned weight, score, shadow equity from 1.</summary>
public sealed record StrategyWeightView(
    DateOnly Session,
    StrategyState State,
    double Weight,
    double LearnedWeight,
    double Score,
    double ShadowEquity
);

/// <summary>A strategy with its track record, and its weights at the end of each of the last sessions, oldest first.</summary>
public sealed record StrategyDetail(
    StrategyId Id,
    string Family,
    StrategyState State,
    double Weight,
    double LearnedWeight,
    double Score,
    string? LastAbstention,
    TrackRecordView TrackRecord,
    IReadOnlyList<StrategyWeightView> Weights
)
{
    public static StrategyDetail Of(
        StrategyView s,
        TrackRecordView record,
        IReadOnlyList<StrategyWeightView> weights
    ) =>
        new(
            s.Id,
            s.Family,
            s.State,
            s.Weight,
            s.LearnedWeight,
            s.Score,
            s.LastAbstention,
            record with
            {
                State = s.State,
            },
            weights
        );
}
