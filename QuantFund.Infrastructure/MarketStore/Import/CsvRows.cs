using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>CSV, plain or gzip (told by its first bytes, not its name). The first line is the header.</summary>
internal sealed class CsvRows : IRowSource
{
    private static readonly CsvConfiguration Shape = new(CultureInfo.InvariantCulture)
    {
        TrimOptions = TrimOptions.Trim,
        BadDataFound = null,
        MaxFieldSize = 64 * 1024,
    };

    private readonly string path;
    private readonly FileStream file;
    private readonly StreamReader text;
    private readonly CsvParser parser;

    public CsvRows(string path)
    {
        this.path = path;
        file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            1 << 16,
            FileOptions.SequentialScan
        );
        try
        {
            Stream plain = IsGzip(file) ? new GzipFile(file) : file;
            text = new StreamReader(plain, new UTF8Encoding(false, throwOnInvalidBytes: true), true, 1 << 16);
            parser = new CsvParser(text, Shape);
            Header = Next() ?? throw new UnreadableFileException($"{path} is empty.");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Header { get; }

    public long Line { get; private set; }

    public double Progress => file.Length == 0 ? 1 : (double)file.Position / file.Length;

    public string[]? Next()
    {
        try
        {
            // Of a record that spans lines (a quoted line break) the first one counts.
            var line = parser.RawRow + 1;
            while (parser.Read())
            {
                if (parser.Record is { } cells && !(cells is [""]))
                {
                    Line = line;
                    return cells;
                }

                line = parser.RawRow + 1;
            }

            return null;
        }
        catch (Exception e)
            when (e is InvalidDataException or DecoderFallbackException or CsvHelperException or IOException)
        {
            throw new UnreadableFileException(
                $"{path}:{parser.RawRow + 1}: the file is damaged or cut off here ({e.Message.TrimEnd('.')}). "
                    + "Nothing of it was imported; fetch it again.",
                e
            );
        }
    }

    public void Dispose()
    {
        parser.Dispose();
        text.Dispose();
        file.Dispose();
    }

    private static bool IsGzip(FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && start[0] == 0x1f && start[1] == 0x8b;
    }
}
