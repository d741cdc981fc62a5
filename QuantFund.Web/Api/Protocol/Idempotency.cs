using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using QuantFund.Core.Fund.Commands;

namespace QuantFund.Web.Api.Protocol;

/// <summary>
/// Honours an Idempotency-Key on every POST: the first request is carried out, a repetition within 24 hours gets its answer
/// again. Only what was carried out is kept; after a refusal the key is free. Marked endpoints are always carried out.
/// </summary>
public sealed class Idempotency(IIdempotencyStore store, IDataProtectionProvider protection) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int MostCharacters = 255;

    private readonly IDataProtector protector = protection.CreateProtector("idempotent-answers");

    /// <summary>On an endpoint: its answer holds a secret, and is kept in no readable form.</summary>
    public sealed record SecretAnswer;

    /// <summary>On an endpoint: stopping must never be answered from memory.</summary>
    public sealed record AlwaysCarriedOut;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (
            !HttpMethods.IsPost(http.Request.Method)
            || !http.Request.Headers.TryGetValue(Header, out var header)
            || http.GetEndpoint()?.Metadata.GetMetadata<AlwaysCarriedOut>() is not null
        )
            return await next(context);
        var key = header.ToString();
        if (key.Length == 0 || OutsideText.Problem(key, MostCharacters) is not null)
            return Problems.Invalid(new FieldError(Header, $"Must be 1 to {MostCharacters} printable characters."));
        var caller = http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        return await store.ClaimAsync(caller, key, FingerprintOf(http), http.RequestAborted) switch
        {
            IdempotencyAnswer.Claimed => await CarryOutAsync(context, next, caller, key),
            IdempotencyAnswer.Answered given => new Replayed(Opened(http, given.Answer)),
            IdempotencyAnswer.OtherRequest => Problems.Of(
                StatusCodes.Status422UnprocessableEntity,
                $"{Header}: was used for another request. Use a new key."
            ),
            IdempotencyAnswer.InProgress progress => Problems.Conflict(
                $"{Header}: a request with this key was begun at {progress.Since:O} and has not been answered. "
                    + "Look at what it did, or use a new key."
            ),
            var other => throw new InvalidOperationException($"Unexpected {other}."),
        };
    }

    private async Task<object?> CarryOutAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next,
        string caller,
        string key
    )
    {
        var http = context.HttpContext;
        var answered = false;
        try
        {
            var answer = await RecordAsync(http, await next(context));
            if (answer.Status < 400)
            {
                // The act is done: its answer is kept even if the caller has gone.
                await store.CompleteAsync(caller, key, Closed(http, answer), CancellationToken.None);
                answered = true;
            }
            return new Replayed(answer, First: true);
        }
        finally
        {
            if (!answered)
                await store.ReleaseAsync(caller, key, CancellationToken.None);
        }
    }

    private StoredAnswer Closed(HttpContext http, StoredAnswer answer) =>
        IsSecret(http) ? answer with { Body = protector.Protect(answer.Body) } : answer;

    private StoredAnswer Opened(HttpContext http, StoredAnswer answer) =>
        IsSecret(http) ? answer with { Body = protector.Unprotect(answer.Body) } : answer;

    private static bool IsSecret(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<SecretAnswer>() is not null;

    private static async Task<StoredAnswer> RecordAsync(HttpContext http, object? result)
    {
        var real = http.Response.Body;
        using var body = new MemoryStream();
        http.Response.Body = body;
        try
        {
            await (result as IResult ?? Results.Json(result)).ExecuteAsync(http);
        }
        finally
        {
            http.Response.Body = real;
        }
        var response = http.Response;
        return new StoredAnswer(
            response.StatusCode,
            response.ContentType,
            response.Headers.Location.Count > 0 ? response.Headers.Location.ToString() : null,
            Encoding.UTF8.GetString(body.ToArray())
        );
    }

    private static string FingerprintOf(HttpContext http)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.UTF8.GetBytes($"{http.Request.Method}\n{http.Request.Path}\n{http.Request.QueryString}\n")
        );
        hash.AppendData(BodyHash.Of(http));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes an answer as it was recorded.</summary>
    private sealed record Replayed(StoredAnswer Answer, bool First = false) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = Answer.Status;
            if (!First)
                response.Headers[ReplayedHeader] = "true";
            if (Answer.Location is not null)
                response.Headers.Location = Answer.Location;
            if (Answer.Body.Length == 0)
                return;
            response.ContentType = Answer.ContentType;
            await response.WriteAsync(Answer.Body, httpContext.RequestAborted);
        }
    }
}
