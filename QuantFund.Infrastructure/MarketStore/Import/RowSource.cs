namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>A file as rows of text, read once from the beginning.</summary>
internal interface IRowSource : IDisposable
{
    IReadOnlyList<string> Header { get; }

    /// <summary>The line of the row read last.</summary>
    long Line { get; }

    /// <summary>Why the row read last is none, such as a quote that is not closed; null = it is one.</summary>
    string? Fault { get; }

    /// <summary>How much of the file has been read, 0 to 1.</summary>
    double Progress { get; }

    /// <summary>The next row's cells, or null at the end.</summary>
    /// <exception cref="UnreadableFileException">The file is damaged from here on.</exception>
    string[]? Next();
}

internal static class RowSources
{
    /// <exception cref="UnreadableFileException">The file is missing, empty or no table.</exception>
    public static IRowSource Open(string path)
    {
        if (Directory.Exists(path))
            throw new UnreadableFileException($"{path} is a folder: name the files in it.");
        if (!File.Exists(path))
            throw new UnreadableFileException($"{path} does not exist.");
        try
        {
            return IsParquet(path) ? new ParquetRows(path) : new CsvRows(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UnreadableFileException($"{path} can't be read: {e.Message}", e);
        }
    }

    private static bool IsParquet(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.SequenceEqual("PAR1"u8);
    }
}
