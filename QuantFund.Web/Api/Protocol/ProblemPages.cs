using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Web.Api.Protocol;

/// <summary>
/// Gives every empty error answer of the scripts' side (no route, wrong method, no key, too many) its problem+json. Written
/// here rather than by the status code pages of the framework, which stay silent for callers that accept no JSON.
/// </summary>
public static class ProblemPages
{
    public static async Task Fill(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var response = context.Response;
        if (
            response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null or "" }
            && ForScripts.Includes(context.Request)
        )
            await WriteAsync(context, response.StatusCode, DetailOf(context));
    }

    public static Task WriteAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new
            {
                type = TypeOf(status),
                title = ReasonPhrases.GetReasonPhrase(status),
                status,
                detail,
                traceId = Activity.Current?.Id ?? context.TraceIdentifier,
            },
            (System.Text.Json.JsonSerializerOptions?)null,
            "application/problem+json",
            context.RequestAborted
        );
    }

    internal static string TypeOf(int status) =>
        "https://datatracker.ietf.org/doc/html/rfc9110#name-"
        + $"{status}-{ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '-')}";

    private static string DetailOf(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        return response.StatusCode switch
        {
            401 when ApiKeyGiven(request) => "The API key is unknown, revoked or expired.",
            401 => "Send an API key as 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'.",
            403 => "The key lacks the scope that this call needs.",
            404 => $"There is nothing at {request.Path}.",
            405 => $"{request.Method} is not possible here; {response.Headers.Allow} is.",
            415 => "Send the body as 'Content-Type: application/json'.",
            429 => $"Too many requests. Try again in {response.Headers.RetryAfter} s.",
            _ => ReasonPhrases.GetReasonPhrase(response.StatusCode),
        };
    }

    private static bool ApiKeyGiven(HttpRequest request) => Security.ApiKeyHandler.Presented(request) is not null;
}

/// <summary>Turns what went wrong beneath a call into its answer: an unreachable broker is 503, a bug is 500.</summary>
public sealed class ProblemOfException : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (!ForScripts.Includes(httpContext.Request))
            return false;
        var (status, detail) = exception switch
        {
            BadHttpRequestException bad => (bad.StatusCode, bad.Message),
            BrokerUnavailableException => (StatusCodes.Status503ServiceUnavailable, "The broker can't be reached now."),
            _ => (
                StatusCodes.Status500InternalServerError,
                "Something failed inside. The log has it under this trace id."
            ),
        };
        await ProblemPages.WriteAsync(httpContext, status, detail);
        return true;
    }

    /// <summary>A bad request and an absent broker are no defects: they are answered, not logged as errors.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is BadHttpRequestException or BrokerUnavailableException;
}
