using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace QuantFund.Web.Api.Protocol;

/// <summary>Errors as RFC 9457 problem+json, each with the id under which the log knows the request.</summary>
public static class Problems
{
    public static ProblemHttpResult Of(int status, string detail) =>
        Of(new ProblemDetails { Status = status, Detail = detail });

    public static ProblemHttpResult UnknownId(string kind, string id) =>
        Of(StatusCodes.Status404NotFound, $"There is no {kind} '{id}'.");

    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, detail);

    /// <summary>A bad request: what is wrong with which field.</summary>
    public static ProblemHttpResult Invalid(params IReadOnlyList<FieldError> errors) =>
        Of(
            new HttpValidationProblemDetails(
                errors
                    .GroupBy(e => e.Field, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => g.Select(e => e.Message).ToArray(), StringComparer.Ordinal)
            )
            {
                Status = StatusCodes.Status400BadRequest,
                Title = ReasonPhrases.GetReasonPhrase(StatusCodes.Status400BadRequest),
                Detail = string.Join(' ', errors.Select(e => $"{e.Field}: {e.Message}")),
            }
        );

    private static ProblemHttpResult Of(ProblemDetails problem)
    {
        problem.Extensions["traceId"] = Activity.Current?.Id;
        return TypedResults.Problem(problem);
    }
}

/// <summary>What is wrong with one field of a request, and how to mend it.</summary>
public sealed record FieldError(string Field, string Message);
