using System.Globalization;
using DuckDB.NET.Data;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>What a merge wrote, and how many of the file's rows were new or replaced an unequal one of the same key.</summary>
internal sealed record Merged(IReadOnlyList<StoredPart> Parts, long New, long Replaced);

/// <summary>The good rows of one file in a database of its own on disk, and their way into the store's partitions.</summary>
internal sealed class StagedRows : IDisposable
{
    private const int LeastSteps = 3;

    private readonly MarketTable table;
    private readonly DuckDBConnection connection;

    public StagedRows(MarketTable table, string path)
    {
        this.table = table;
        Path = path;
        File.Delete(path);
        connection = DuckDb.Open(path);
        connection.Execute(
            $"CREATE TABLE staged (line BIGINT, {string.Join(", ", table.Columns.Select(c => $"{c.Name} {c.Type}"))})"
        );
    }

    public string Path { get; }

    public long Rows { get; private set; }

    public DuckDBAppender Append() => connection.CreateAppender("staged");

    /// <summary>Takes out every row whose key an earlier line has. The appender must be closed.</summary>
    public IEnumerable<(long Line, RowFault Fault)> TakeOutRepeats()
    {
        Rows = connection.Count("SELECT count(*) FROM staged");
        var keys = connection.Count($"SELECT count(*) FROM (SELECT DISTINCT {table.KeyList} FROM staged)");
        if (keys == Rows)
            yield break;

        connection.Execute(
            $"""
            CREATE TEMP TABLE repeats AS SELECT line, earlier FROM (
                SELECT line, min(line) OVER same AS earlier, row_number() OVER same AS occurrence
                FROM staged WINDOW same AS (PARTITION BY {table.KeyList} ORDER BY line)
            ) WHERE occurrence > 1
            """
        );
        using (var command = connection.CreateCommand())
        {
            command.UseStreamingMode = true;
            command.CommandText = "SELECT line, earlier FROM repeats ORDER BY line";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                yield return (reader.GetInt64(0), Repeats(reader.GetInt64(1)));
        }

        connection.Execute("DELETE FROM staged WHERE line IN (SELECT line FROM repeats)");
        Rows = keys;
    }

    /// <summary>Of bars: the names, and the first and last date.</summary>
    public (HashSet<string> Names, DateOnly First, DateOnly Last) Span()
    {
        var names = connection.Query("SELECT DISTINCT symbol FROM staged", r => r.GetString(0));
        var (first, last) = connection
            .Query(
                "SELECT min(time), max(time) FROM staged",
                r => (DateOnly.FromDateTime(r.GetDateTime(0)), DateOnly.FromDateTime(r.GetDateTime(1)))
            )
            .Single();
        return (names.ToHashSet(StringComparer.Ordinal), first, last);
    }

    /// <summary>The shortest time between two bars of one name; null when fewer than three such steps are there.</summary>
    public TimeSpan? ShortestStep()
    {
        var (steps, shortest) = connection
            .Query(
                """
                SELECT count(step), coalesce(min(step), 0) FROM (
                    SELECT epoch(time) - epoch(lag(time) OVER (PARTITION BY symbol ORDER BY time)) AS step FROM staged
                )
                """,
                r => (r.GetInt64(0), TimeSpan.FromSeconds(r.GetDouble(1)))
            )
            .Single();
        return steps >= LeastSteps ? shortest : null;
    }

    /// <summary>Writes each partition that the rows change as a new file: the old rows, with those of equal key replaced.</summary>
    public Merged Merge(MarketFolder folder, CancellationToken cancellation)
    {
        var manifest = folder.Manifest();
        var (parts, added, replaced) = (new List<StoredPart>(), 0L, 0L);
        var partitions = connection.Query(
            $"SELECT DISTINCT {table.Partition} AS part FROM staged ORDER BY part",
            r => r.GetString(0)
        );
        foreach (var partition in partitions)
        {
            cancellation.ThrowIfCancellationRequested();
            connection.Execute(
                $"CREATE OR REPLACE TEMP VIEW fresh AS SELECT {table.ColumnList} FROM staged WHERE {table.Partition} = {DuckDb.Text(partition)}"
            );
            connection.Execute($"CREATE OR REPLACE TEMP VIEW old AS SELECT * FROM {Old(folder, manifest, partition)}");
            var fresh = connection.Count("SELECT count(*) FROM fresh");
            var kept = connection.Count($"SELECT count(*) FROM fresh SEMI JOIN old USING ({table.KeyList})");
            var equal = connection.Count("SELECT count(*) FROM (SELECT * FROM fresh INTERSECT SELECT * FROM old)");
            added += fresh - kept;
            replaced += kept - equal;
            if (equal < fresh)
                parts.Add(Write(folder, partition, manifest.Generation + 1));
        }

        return new Merged(parts, added, replaced);
    }

    public void Dispose() => connection.Dispose();

    private RowFault Repeats(long earlier) =>
        new(
            table.Key[^1],
            string.Create(
                CultureInfo.InvariantCulture,
                $"is a repeat: line {earlier} has the same {string.Join(" and ", table.Key)}"
            )
        );

    private string Old(MarketFolder folder, StoreManifest manifest, string partition) =>
        manifest.Part(table, partition) is { } part
            ? DuckDb.Files([folder.PlainPathOf(part)])
            : $"(SELECT {table.ColumnList} FROM staged LIMIT 0)";

    private StoredPart Write(MarketFolder folder, string partition, int generation)
    {
        var file = MarketFolder.NewFile(table, partition, generation);
        var path = System.IO.Path.Combine(folder.PlainRoot, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        connection.Execute(
            $"""
            COPY (
                SELECT * FROM fresh
                UNION ALL SELECT {table.ColumnList} FROM old ANTI JOIN fresh USING ({table.KeyList})
                ORDER BY {table.KeyList}
            ) TO {DuckDb.Text(path)} (FORMAT parquet, COMPRESSION zstd)
            """
        );
        using (var written = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
            written.Flush(flushToDisk: true);
        var (rows, digest) = connection
            .Query(
                $"SELECT count(*), printf('%016x', bit_xor(hash({table.ColumnList}))) FROM {DuckDb.Files([path])}",
                r => (r.GetInt64(0), r.GetString(1))
            )
            .Single();
        return new StoredPart(table.Name, partition, file, rows, digest);
    }
}
