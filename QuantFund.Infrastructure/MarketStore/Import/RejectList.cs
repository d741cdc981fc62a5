using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using QuantFund.Core.Domain.Formats;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>
/// Notes rejected rows: the first ones in memory, more of them in a file of bounded length, so that any number can be bad.
/// </summary>
internal sealed class RejectList(string source, string path) : IDisposable
{
    /// <summary>Rows that the file lists; the rest is counted.</summary>
    public const int MostListed = 10_000;

    private const int LongestName = 80;

    private readonly List<RejectedRow> first = [];
    private StreamWriter? writer;

    public long Count { get; private set; }

    /// <summary>Where a file's list lies: by its name, and by its path, since files of two folders may share a name.</summary>
    public static string PlaceOf(MarketFolder folder, string source)
    {
        var full = Path.GetFullPath(source);
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)))[..8];
        var name = Printable.Of(Path.GetFileName(full), LongestName).Replace('\\', '_');
        return Path.Combine(folder.Root, "rejects", $"{name}.{mark}.csv");
    }

    public void Add(long line, RowFault fault)
    {
        var row = new RejectedRow(source, line, fault);
        Count++;
        if (first.Count < RejectedRows.Shown)
            first.Add(row);
        if (Count > MostListed)
            return;
        if (writer is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            writer = new StreamWriter(path);
            writer.WriteLine("line,column,reason");
        }

        writer.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{line},{Quoted(fault.Column)},{Quoted(fault.Reason)}")
        );
    }

    public RejectedRows Close()
    {
        if (Count > MostListed)
            writer!.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $",,\"and {Count - MostListed} more that are not listed\"")
            );
        else if (Count == 0 && File.Exists(path))
            // An earlier import's list of this file no longer says anything about it.
            File.Delete(path);
        Dispose();
        return Count == 0 ? RejectedRows.None : new RejectedRows(Count, [.. first.OrderBy(r => r.Line)], path);
    }

    public void Dispose() => writer?.Dispose();

    private static string Quoted(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
