using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Components.Widgets;

/// <summary>
/// The book as one page shows it: a position that was traded at once, new marks for <see cref="RowsASecond"/> rows a second
/// in turn. All marks of a long book each second would be most of what a viewer costs.
/// </summary>
public sealed class PacedPositions
{
    public const int RowsASecond = 15;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private IReadOnlyList<PositionView> shown = [];
    private DateTimeOffset? steppedAt;
    private int turn;

    public IReadOnlyList<PositionView> Of(IReadOnlyList<PositionView> book, DateTimeOffset now)
    {
        var step = steppedAt is not { } at || now - at >= Second;
        if (step)
            steppedAt = now;
        var before = shown.ToDictionary(p => p.Symbol);
        var next = new PositionView[book.Count];
        for (var i = 0; i < next.Length; i++)
        {
            var inTurn = step && (i - turn + next.Length) % next.Length < RowsASecond;
            next[i] =
                inTurn || !before.TryGetValue(book[i].Symbol, out var kept) || Differs(kept, book[i]) ? book[i] : kept;
        }
        if (step)
            turn = next.Length == 0 ? 0 : (turn + RowsASecond) % next.Length;
        return shown = next;
    }

    /// <summary>Traded, or marked for the first time.</summary>
    private static bool Differs(PositionView kept, PositionView now) =>
        kept.Quantity != now.Quantity
        || kept.AveragePrice != now.AveragePrice
        || kept.Sector != now.Sector
        || double.IsFinite(kept.Weight) != double.IsFinite(now.Weight);
}
