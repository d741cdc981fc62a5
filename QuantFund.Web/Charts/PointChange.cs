namespace QuantFund.Web.Charts;

/// <summary>
/// What must be sent so that the browser's points become the present ones: everything from <paramref name="Start"/> on
/// is replaced by <paramref name="Points"/>. Null when nothing changed.
/// </summary>
public sealed record PointChange(int Start, IReadOnlyList<ApexPoint> Points)
{
    public static PointChange? Between(IReadOnlyList<ApexPoint> sent, IReadOnlyList<ApexPoint> now)
    {
        var same = 0;
        while (same < sent.Count && same < now.Count && sent[same] == now[same])
            same++;
        return same == sent.Count && same == now.Count ? null : new PointChange(same, [.. now.Skip(same)]);
    }
}
