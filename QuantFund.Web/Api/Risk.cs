using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Replica;
using QuantFund.Web.Security;

namespace QuantFund.Web.Api;

public static class Risk
{
    public static void MapRisk(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/risk", Read)
            .WithTags("Risk")
            .WithSummary("Each limit with its use and headroom, the drawdown ladder, the VIX scale")
            .RequireAuthorization(Scopes.Read)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Results<Ok<RiskView>, ProblemHttpResult> Read(IFundReplica replica) =>
        replica.Current.State?.Risk is { } risk ? TypedResults.Ok(risk) : Fund.NotMeasured;
}
