using System.Globalization;
using DuckDB.NET.Data;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>
/// Parquet, read through DuckDB and given as text, so that its values pass the same checks as CSV. A timestamp without a
/// zone is UTC.
/// </summary>
internal sealed class ParquetRows : IRowSource
{
    private readonly string path;
    private readonly DuckDBConnection connection;
    private readonly DuckDBCommand command;
    private readonly DuckDBDataReader reader;
    private readonly long rows;
    private readonly PlainPath plain;

    public ParquetRows(string path)
    {
        this.path = path;
        plain = new PlainPath(path);
        connection = DuckDb.Open();
        try
        {
            var file = DuckDb.Files([plain.Path]);
            var columns = connection.Query(
                $"DESCRIBE SELECT * FROM {file}",
                r => (Name: r.GetString(0), Type: r.GetString(1))
            );
            Header = [.. columns.Select(c => c.Name)];
            rows = connection.Count($"SELECT count(*) FROM {file}");
            command = connection.CreateCommand();
            command.UseStreamingMode = true;
            command.CommandText =
                $"SELECT {string.Join(", ", columns.Select(c => AsText(c.Name, c.Type)))} FROM {file}";
            reader = command.ExecuteReader();
        }
        catch (DuckDBException e)
        {
            connection.Dispose();
            plain.Dispose();
            throw Damaged(e);
        }
    }

    public IReadOnlyList<string> Header { get; }

    public long Line { get; private set; }

    public string? Fault => null;

    public double Progress => rows == 0 ? 1 : (double)Line / rows;

    public string[]? Next()
    {
        try
        {
            if (!reader.Read())
                return null;
            Line++;
            var cells = new string[Header.Count];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = reader.IsDBNull(i) ? "" : reader.GetString(i);
            return cells;
        }
        catch (DuckDBException e)
        {
            throw Damaged(e);
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        command.Dispose();
        connection.Dispose();
        plain.Dispose();
    }

    private static string AsText(string name, string type)
    {
        var column = "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        return type.StartsWith("TIMESTAMP", StringComparison.Ordinal)
            ? $"strftime({column}::TIMESTAMP, '%Y-%m-%dT%H:%M:%S.%fZ')"
            : $"{column}::VARCHAR";
    }

    private UnreadableFileException Damaged(DuckDBException e) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: damaged or cut off after row {Line} ({e.Message.Split('\n')[0]}). Nothing of it was imported; fetch it again."
            ),
            e
        );
}
