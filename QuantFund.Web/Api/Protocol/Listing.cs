using QuantFund.Core.Domain;

namespace QuantFund.Web.Api.Protocol;

/// <summary>Pages of a list that is in memory as a whole. The cursor is the name of the last item given.</summary>
public static class Listing
{
    public static Page<T> Page<T>(IEnumerable<T> items, Func<T, string> nameOf, int limit, string? cursor)
    {
        var rest = items
            .OrderBy(nameOf, StringComparer.Ordinal)
            .Where(i => cursor is null || string.CompareOrdinal(nameOf(i), cursor) > 0)
            .Take(limit + 1)
            .ToArray();
        return rest.Length > limit ? new Page<T>(rest[..limit], nameOf(rest[limit - 1])) : new Page<T>(rest, null);
    }
}
