using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Security;

namespace QuantFund.Web.Api;

public static class Sources
{
    public static void MapSources(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/sources", List)
            .WithTags("Sources")
            .WithSummary("Each data source: health, age, quota, last error")
            .RequireAuthorization(Scopes.Read)
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private static Results<Ok<Page<SourceStatus>>, ProblemHttpResult> List(
        string? limit,
        string? cursor,
        IIngestion ingestion
    )
    {
        var query = new Query();
        var most = query.Limit(limit);
        if (query.Failed(out var errors))
            return Problems.Invalid(errors);
        return TypedResults.Ok(Listing.Page(ingestion.Sources, s => s.Name, most, cursor));
    }
}
