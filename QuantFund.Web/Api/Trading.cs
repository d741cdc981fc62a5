using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Live;
using QuantFund.Web.Security;

namespace QuantFund.Web.Api;

/// <summary>Halt and resume.</summary>
public static class Trading
{
    public static void MapTrading(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Trading").ProducesProblem(StatusCodes.Status400BadRequest);
        group
            .MapPost("/halt", Halt)
            .WithSummary("Stop trading; returns when no further order can leave")
            .WithMetadata(new Idempotency.AlwaysCarriedOut())
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .RequireAuthorization(Scopes.Halt);
        group.MapPost("/resume", Resume).WithSummary("Trade again").RequireAuthorization(Scopes.Admin);
    }

    private static async Task<Results<Ok<HaltReport>, Accepted<HaltReport>, ProblemHttpResult>> Halt(
        Body<HaltBody> body,
        ClaimsPrincipal user,
        IFundCommands commands
    )
    {
        var asked = body.Value;
        var flatten = asked.Flatten ?? false;
        // Without the request's token: a caller that hangs up must not leave a halt half carried out.
        HaltReport report;
        try
        {
            report = await commands.HaltAsync(
                new HaltRequest(asked.Reason!, user.CallerName(), asked.CancelOrders ?? true, flatten),
                CancellationToken.None
            );
        }
        catch (HaltNotStoredException e)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, e.Message);
        }
        return report.TradingState == TradingState.Halted
            ? TypedResults.Ok(report)
            : TypedResults.Accepted($"{FundApi.Root}/fund", report);
    }

    private static async Task<Ok<ResumeReport>> Resume(
        Body<ResumeBody> body,
        ClaimsPrincipal user,
        IFundCommands commands,
        CancellationToken cancellation
    )
    {
        var state = await commands.ResumeAsync(body.Value.Reason!, user.CallerName(), cancellation);
        return TypedResults.Ok(new ResumeReport(state.State, state.Reason, state.By, state.Since));
    }
}

/// <summary>Open orders are cancelled unless told otherwise; positions are kept unless told otherwise.</summary>
public sealed record HaltBody(string? Reason, bool? CancelOrders, bool? Flatten) : IRequestBody
{
    public IEnumerable<FieldError> Errors()
    {
        if (string.IsNullOrWhiteSpace(Reason))
            yield return new FieldError("reason", "Required: say why trading stops.");
    }
}

public sealed record ResumeBody(string? Reason) : IRequestBody
{
    public IEnumerable<FieldError> Errors()
    {
        if (string.IsNullOrWhiteSpace(Reason))
            yield return new FieldError("reason", "Required: say why trading goes on.");
    }
}

public sealed record ResumeReport(TradingState TradingState, string Reason, string By, DateTimeOffset Since);
