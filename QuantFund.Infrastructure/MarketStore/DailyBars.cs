using System.Runtime.InteropServices;
using QuantFund.Core.Domain;
using QuantFund.Infrastructure.MarketStore.Import;

namespace QuantFund.Infrastructure.MarketStore;

/// <summary>
/// Daily bars of named files in memory, as a decision about the past reads them: no store is written first. Of equal keys
/// the later file's bar counts.
/// </summary>
public sealed class DailyBars
{
    private readonly IReadOnlyList<CleanDailyFile> files;

    private DailyBars(IReadOnlyList<CleanDailyFile> files) => this.files = files;

    /// <summary>
    /// Reads the files when every one of them is in the plainest form and free of faults; null otherwise: then they are for
    /// the import, which takes every form and says what is wrong with which line.
    /// </summary>
    public static DailyBars? TryRead(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var clean = new List<CleanDailyFile>();
        foreach (var path in paths)
        {
            if (CleanDailyFile.TryRead(path, cancellation) is not { } file)
                return null;
            clean.Add(file);
        }
        return clean.Count == 0 ? null : new DailyBars(clean);
    }

    /// <summary>The first and last date that has a bar.</summary>
    internal (DateOnly First, DateOnly Last) Range =>
        (DateOnly.FromDayNumber(files.Min(f => f.FirstDay)), DateOnly.FromDayNumber(files.Max(f => f.LastDay)));

    /// <summary>The names that have a bar in a range of dates, both included.</summary>
    internal IEnumerable<Symbol> Names(DateOnly from, DateOnly through) =>
        files.SelectMany(f => f.Names(from.DayNumber, through.DayNumber)).Distinct().Order();

    /// <summary>The bars of a range of dates, both included, in the order of the files: of equal keys the last one counts.</summary>
    internal IEnumerable<StoredBar> Between(DateOnly from, DateOnly through) =>
        files.SelectMany(f => f.Bars(from.DayNumber, through.DayNumber));
}

/// <summary>One bar of a file; the symbol by its place in the file's list.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DailyRow(
    int Symbol,
    int Day,
    double Open,
    double High,
    double Low,
    double Close,
    double Volume
);
