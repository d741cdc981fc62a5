using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Engine;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Replica;

namespace QuantFund.Web.Api;

/// <summary>For whatever keeps the process running. No key is needed and nothing about the fund is told.</summary>
public static class Health
{
    public const string Path = "/health";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).WithTags("Health").AllowAnonymous();
        group.MapGet("/live", () => TypedResults.Ok(new HealthView("live"))).WithSummary("The process answers");
        group
            .MapGet("/ready", Ready)
            .WithSummary("The store is migrated and the book agrees with the broker")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>The first measurement comes after the migrations and is reconciling until book and broker agree.</summary>
    private static async Task<Results<Ok<HealthView>, ProblemHttpResult>> Ready(
        IFundReplica replica,
        StoreHealth store,
        ILeaderLease lease,
        CancellationToken cancellation
    )
    {
        // What it shows is another host's work; should that one end, this one is of no use.
        if (lease.Barred is not null)
            return Problems.Of(
                StatusCodes.Status503ServiceUnavailable,
                "This host will not lead: its exchange is not the one that the fund trades on."
            );
        if (replica.Current.State is not { Fund: { TradingState: not TradingState.Reconciling } })
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "Not reconciled with the broker yet.");
        return await store.TroubleAsync(cancellation) is null
            ? TypedResults.Ok(new HealthView("ready"))
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, "The store can't be written now.");
    }
}

public sealed record HealthView(string Status);
