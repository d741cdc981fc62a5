using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace QuantFund.Web.Security.Traffic;

/// <summary>
/// Reads that cost as much as a decision (replay, preview, why, the whole chain): one at a time, so that the engine always
/// has a processor and the memory for its own; a few more wait.
/// </summary>
public static class HeavyReads
{
    public const string Policy = "heavy-reads";

    private const int Together = 1;
    private const int Waiting = 8;

    public static void AddTo(RateLimiterOptions options) =>
        options.AddConcurrencyLimiter(
            Policy,
            o =>
            {
                o.PermitLimit = Together;
                o.QueueLimit = Waiting;
                o.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
            }
        );

    public static TBuilder AsHeavyRead<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRateLimiting(Policy);
}
