using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Security;

namespace QuantFund.Web.Api;

public static class Equity
{
    /// <summary>Points that a request without <c>limit</c> is answered with at most (DESIGN, section 7).</summary>
    private const int MostUnasked = 600;

    public static void MapEquity(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/equity", List)
            .WithTags("Equity")
            .WithSummary("Equity, drawdown and exposure over time, oldest first")
            .WithDescription(
                "Without limit and resolution: the whole range, thinned to 600 points. With either, pages of the stored points "
                    + "(last of each interval)."
            )
            .RequireAuthorization(Scopes.Read)
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<Results<Ok<Page<EquityPoint>>, ProblemHttpResult>> List(
        string? from,
        string? to,
        string? resolution,
        string? limit,
        string? cursor,
        IEquityStore store,
        CancellationToken cancellation
    )
    {
        var query = new Query();
        var (first, last) = (query.Time("from", from), query.Time("to", to));
        var bucket = query.Resolution(resolution);
        var most = query.Limit(limit, MostUnasked);
        var after = query.Time("cursor", cursor);
        if (first > last)
            query.Refuse("to", "Must not be before from.");
        if (query.Failed(out var errors))
            return Problems.Invalid(errors);
        if (limit is null && bucket is null && after is null)
            return TypedResults.Ok(
                new Page<EquityPoint>(await store.RangeAsync(first, last, null, MostUnasked, cancellation), null)
            );
        var start = after is { } seen && !(first > seen) ? seen : first;
        var points = (await store.RangeAsync(start, last, bucket, int.MaxValue, cancellation))
            .Where(p => after is null || p.Time > after)
            .Take(most + 1)
            .ToArray();
        return TypedResults.Ok(
            points.Length > most
                ? new Page<EquityPoint>(
                    points[..most],
                    points[most - 1].Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
                )
                : new Page<EquityPoint>(points, null)
        );
    }
}
