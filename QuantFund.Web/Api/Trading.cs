using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Commands;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Security;
using QuantFund.Web.Security.Traffic;

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
            .WithMetadata(new Idempotency.AlwaysCarriedOut(), new RiskLowering())
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .RequireAuthorization(Scopes.Halt);
        group.MapPost("/resume", Resume).WithSummary("Trade again").RequireAuthorization(Scopes.Admin);
    }

    private static async Task<Results<Ok<HaltAnswer>, Accepted<HaltAnswer>, ProblemHttpResult>> Halt(
        HaltAsk asked,
        ClaimsPrincipal user,
        IFundCommands commands
    )
    {
        // Without the request's token: a caller that hangs up must not leave a halt half carried out.
        HaltReport report;
        try
        {
            report = await commands.HaltAsync(
                new HaltRequest(asked.Reason, user.CallerName(), asked.CancelOrders, asked.Flatten),
                CancellationToken.None
            );
        }
        catch (HaltNotStoredException e)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, e.Message);
        }
        var answer = HaltAnswer.Of(report, asked.Ignored);
        return report.TradingState == TradingState.Halted
            ? TypedResults.Ok(answer)
            : TypedResults.Accepted($"{FundApi.Root}/fund", answer);
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

/// <summary>A <see cref="HaltReport"/> and what of the request was left out; see there for the rest.</summary>
public sealed record HaltAnswer(
    TradingState TradingState,
    DateTimeOffset? HaltedAt,
    int OrdersLeftAfterRequest,
    int OpenOrders,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Ignored
)
{
    public static HaltAnswer Of(HaltReport r, IReadOnlyList<string> ignored) =>
        new(r.TradingState, r.HaltedAt, r.OrdersLeftAfterRequest, r.OpenOrders, ignored.Count == 0 ? null : ignored);
}

public sealed record ResumeBody(string? Reason) : IRequestBody
{
    public IEnumerable<FieldError> Errors() => Reasons.Required(Reason, "say why trading goes on");
}

public sealed record ResumeReport(TradingState TradingState, string Reason, string By, DateTimeOffset Since);
