using System.Globalization;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>Notes rejected rows: the first ones in memory, all of them in a file, so that any number can be bad.</summary>
internal sealed class RejectList(string source, string path) : IDisposable
{
    private readonly List<RejectedRow> first = [];
    private StreamWriter? writer;

    public long Count { get; private set; }

    public void Add(long line, RowFault fault)
    {
        var row = new RejectedRow(source, line, fault);
        Count++;
        if (first.Count < RejectedRows.Shown)
            first.Add(row);
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
        Dispose();
        return Count == 0 ? RejectedRows.None : new RejectedRows(Count, [.. first.OrderBy(r => r.Line)], path);
    }

    public void Dispose() => writer?.Dispose();

    private static string Quoted(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
