using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Security;

namespace QuantFund.Web.Api;

public static class Learning
{
    public static void MapLearning(this IEndpointRouteBuilder routes) =>
        routes
            .MapGroup("/learning")
            .WithTags("Learning")
            .MapGet("", Read)
            .WithSummary("Influence, learned weights, track records, and what other weights would have earned")
            .RequireAuthorization(Scopes.Read);

    private static async Task<Ok<LearningView>> Read(LearningBoard board, CancellationToken cancellation) =>
        TypedResults.Ok(await board.ReadAsync(cancellation));
}
