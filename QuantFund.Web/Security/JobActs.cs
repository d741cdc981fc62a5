using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Web.Api;

namespace QuantFund.Web.Security;

/// <summary>
/// Puts what a person does on the jobs' page (delete, requeue, trigger) into the journal under their name: a deleted slot is
/// a cycle that does not run. The page itself is open to administrators alone.
/// </summary>
public static class JobActs
{
    public const string Path = "/jobs";

    /// <summary>Jobs named in one entry; a longer list says how many more.</summary>
    private const int MostNamed = 20;

    public static async Task Record(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !Asks(context.Request.Path, out var act))
        {
            await next(context);
            return;
        }
        var jobs = await JobsAsync(context);
        await next(context);
        // The page asks for figures by POST too, which is no act.
        if (
            context.Response.StatusCode < StatusCodes.Status400BadRequest
            && !act.StartsWith("/stats", StringComparison.Ordinal)
        )
            await context
                .RequestServices.GetRequiredService<IJournal>()
                .AppendAsync(new FundFact.JobsChanged(act, jobs, context.User.CallerName()), CancellationToken.None);
    }

    private static bool Asks(PathString path, out string act)
    {
        var asks = path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase, out var rest) && rest.HasValue;
        act = OutsideText.Mended(rest.Value, OutsideText.MostName, "/");
        return asks;
    }

    private static async Task<IReadOnlyList<string>> JobsAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return [];
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var named = form["jobs[]"].Select(j => OutsideText.Mended(j, OutsideText.MostName, "?")).ToList();
        return named.Count <= MostNamed ? named : [.. named.Take(MostNamed), $"and {named.Count - MostNamed} more"];
    }
}
