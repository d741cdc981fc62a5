using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace QuantFund.Web.Security.Traffic;

/// <summary>A token bucket for each caller of the scripts' side: generous, so that only a runaway loop meets it.</summary>
public static class RequestRate
{
    public static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        HeavyReads.AddTo(options);
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(BucketOf);
        options.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
                ? after
                : TimeSpan.FromSeconds(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
                .ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    }

    private static RateLimitPartition<string> BucketOf(HttpContext context)
    {
        // The sign-in is not among them: its links can't be guessed, and a flood must not keep its operator out.
        if (
            !Api.Protocol.ForScripts.Includes(context.Request)
            || context.Request.Path.StartsWithSegments(Api.Health.Path, StringComparison.OrdinalIgnoreCase)
            || (RiskLowering.Is(context) && context.User.Identity is { IsAuthenticated: true })
        )
            return RateLimitPartition.GetNoLimiter("");
        var options = context.RequestServices.GetRequiredService<IOptions<AuthOptions>>().Value;
        return RateLimitPartition.GetTokenBucketLimiter(
            CallerOf(context),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.RequestBurst,
                TokensPerPeriod = options.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }
        );
    }

    private static string CallerOf(HttpContext context) =>
        context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? $"address:{context.Connection.RemoteIpAddress}";
}
