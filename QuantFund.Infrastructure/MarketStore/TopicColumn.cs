using System.Globalization;

namespace QuantFund.Infrastructure.MarketStore;

/// <summary>
/// The topics of an article as one field: names joined by <c>|</c>, each with its relevance where the source gives it
/// (<c>financial_markets:0.83|earnings:0.4</c>), all of them or none.
/// </summary>
internal static class TopicColumn
{
    /// <summary>False when a relevance is no number from 0 to 1, or only some topics have one.</summary>
    public static bool TryRead(string text, out string[] topics, out double[] relevances)
    {
        var parts = text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        topics = [.. parts.Select(p => p.Split(':')[0])];
        relevances = [];
        var told = parts.Where(p => p.Contains(':', StringComparison.Ordinal)).ToList();
        if (told.Count == 0)
            return true;
        var read = new List<double>();
        foreach (var part in told)
            if (
                double.TryParse(
                    part[(part.IndexOf(':', StringComparison.Ordinal) + 1)..],
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var relevance
                ) && relevance is >= 0 and <= 1
            )
                read.Add(relevance);
        relevances = [.. read];
        return read.Count == parts.Length;
    }
}
