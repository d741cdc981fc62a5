using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Replica;
using QuantFund.Web.Security;

namespace QuantFund.Web.Api;

public static class Fund
{
    public static void MapFund(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/fund", Read)
            .WithTags("Fund")
            .WithSummary("The fund in one glance")
            .RequireAuthorization(Scopes.Read)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Results<Ok<FundView>, ProblemHttpResult> Read(IFundReplica replica) =>
        replica.Current.State is { Fund: { } fund } state
            ? TypedResults.Ok(fund with { TradingState = state.ShownState, Sequence = state.Sequence })
            : NotMeasured;

    /// <summary>Absent is not zero: before the engine's first measurement there is nothing to give.</summary>
    internal static ProblemHttpResult NotMeasured =>
        Problems.Of(
            StatusCodes.Status503ServiceUnavailable,
            "The fund has not been measured since the start. Ask again when /health/ready answers 200."
        );
}
