using QuantFund.Core.Domain;

namespace QuantFund.Testing.Fakes;

internal static class Paging
{
    /// <param name="items">Oldest first.</param>
    /// <param name="place">Rises along the items.</param>
    /// <param name="before">Only items before this place.</param>
    /// <param name="limit">At most so many.</param>
    public static Page<T> NewestFirst<T>(IEnumerable<T> items, Func<T, long> place, long before, int limit)
    {
        var page = items.Reverse().Where(i => place(i) < before).Take(limit + 1).ToList();
        return page.Count > limit
            ? new Page<T>([.. page.Take(limit)], PageCursor.Of(place(page[limit - 1])))
            : new Page<T>(page, null);
    }
}
