using System.Globalization;
using DuckDB.NET.Data;

namespace QuantFund.Infrastructure.MarketStore;

/// <summary>DuckDB connections with bounded memory, and the little SQL that every caller needs.</summary>
internal static class DuckDb
{
    private const string MemoryLimit = "512MB";

    /// <summary>A database of its own: in memory, or in a file of a plain path that may grow beyond memory.</summary>
    public static DuckDBConnection Open(string? file = null)
    {
        var connection = new DuckDBConnection($"DataSource={file ?? ":memory:"}");
        connection.Open();
        connection.Execute($"SET memory_limit = '{MemoryLimit}'");
        connection.Execute("SET threads = 2");
        connection.Execute("SET TimeZone = 'UTC'");
        if (file is not null)
            connection.Execute($"SET temp_directory = {Text(file + ".spill")}");
        return connection;
    }

    public static void Execute(this DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Count(this DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static List<T> Query<T>(this DuckDBConnection connection, string sql, Func<DuckDBDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>A value as SQL text.</summary>
    public static string Text(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A moment as SQL text, UTC.</summary>
    public static string Time(DateTimeOffset time) =>
        "TIMESTAMP " + Text(time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture));

    public static string Time(DateOnly date) =>
        "TIMESTAMP " + Text(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 00:00:00");

    /// <summary>Parquet files by plain paths (<see cref="PlainPath"/>), with the columns that are in them and no others.</summary>
    public static string Files(IEnumerable<string> plainPaths) =>
        // A folder named key=value above a file is its place, no column of it.
        $"read_parquet([{string.Join(", ", plainPaths.Select(Text))}], hive_partitioning = false)";
}
