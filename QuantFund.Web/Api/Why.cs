using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Security;
using QuantFund.Web.Security.Traffic;

namespace QuantFund.Web.Api;

public static class Why
{
    public static void MapWhy(this IEndpointRouteBuilder routes) =>
        routes
            .MapGroup("/why")
            .WithTags("Orders")
            .MapGet("/{clientOrderId}", Ask)
            .WithSummary("Why an order was made: the chain from features to fill")
            .RequireAuthorization(Scopes.Read)
            .AsHeavyRead()
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<WhyView>, ProblemHttpResult>> Ask(
        string clientOrderId,
        WhyOrder why,
        CancellationToken cancellation
    ) =>
        await why.AskAsync(new ClientOrderId(clientOrderId), cancellation) is { } answer
            ? TypedResults.Ok(answer)
            : Problems.UnknownId("order", clientOrderId);
}
