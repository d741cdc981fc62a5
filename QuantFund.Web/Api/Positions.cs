using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Replica;
using QuantFund.Web.Security;

namespace QuantFund.Web.Api;

public static class Positions
{
    public static void MapPositions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/positions").WithTags("Positions").RequireAuthorization(Scopes.Read);
        group
            .MapGet("", List)
            .WithSummary("Positions held, by symbol")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group
            .MapGet("/{symbol}", One)
            .WithSummary("One position")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Results<Ok<Page<PositionView>>, ProblemHttpResult> List(
        string? limit,
        string? cursor,
        IFundReplica replica
    )
    {
        var query = new Query();
        var most = query.Limit(limit);
        if (query.Failed(out var errors))
            return Problems.Invalid(errors);
        if (replica.Current.State is not { } state)
            return Fund.NotMeasured;
        return TypedResults.Ok(Listing.Page(state.Positions, p => p.Symbol.Value, most, cursor));
    }

    private static Results<Ok<PositionView>, ProblemHttpResult> One(string symbol, IFundReplica replica)
    {
        if (!Symbol.TryParse(symbol, out var parsed))
            return Problems.Invalid(new FieldError("symbol", "Must be 1 to 10 capital letters, digits or dots."));
        if (replica.Current.State is not { } state)
            return Fund.NotMeasured;
        return state.Positions.FirstOrDefault(p => p.Symbol == parsed) is { } position
            ? TypedResults.Ok(position)
            : Problems.Of(StatusCodes.Status404NotFound, $"The fund holds no {symbol}.");
    }
}
