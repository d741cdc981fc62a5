using System.Text;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Formats;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>CSV, plain or gzip (told by its first bytes, not its name). The first line is the header.</summary>
internal sealed class CsvRows : IRowSource
{
    private readonly string path;
    private readonly FileStream file;
    private readonly StreamReader text;
    private readonly CsvRecords records;

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
            text = new StreamReader(Plain(), new UTF8Encoding(false, throwOnInvalidBytes: true), true, 1 << 16);
            records = new CsvRecords(text);
            Header = Next() ?? throw new UnreadableFileException($"{path} is empty.");
            if (Fault is not null)
                throw new UnreadableFileException($"{path}:{Line}: the header can't be read: {Fault}.");
            CheckHeader();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Header { get; }

    public long Line { get; private set; }

    public string? Fault { get; private set; }

    public double Progress => file.Length == 0 ? 1 : (double)file.Position / file.Length;

    public string[]? Next()
    {
        try
        {
            if (records.Next() is not { } record)
                return null;
            (Line, Fault) = (record.Line, record.Fault);
            return record.Fields;
        }
        catch (DecoderFallbackException e)
        {
            throw new UnreadableFileException(
                $"{path}: after line {Line} are bytes that are no UTF-8. Nothing of it was imported; save it as UTF-8.",
                e
            );
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new UnreadableFileException(
                $"{path}:{Line + 1}: the file is damaged or cut off here ({e.Message.TrimEnd('.')}). "
                    + "Nothing of it was imported; fetch it again.",
                e
            );
        }
    }

    public void Dispose()
    {
        text.Dispose();
        file.Dispose();
    }

    private Stream Plain()
    {
        var start = FileFormat.StartOf(file);
        if (!FileFormat.IsGzip(start))
        {
            FileFormat.Refuse(path, start, packed: false);
            return file;
        }
        using (
            var look = new System.IO.Compression.GZipStream(
                file,
                System.IO.Compression.CompressionMode.Decompress,
                leaveOpen: true
            )
        )
            FileFormat.Refuse(path, FileFormat.StartOf(look), packed: true);
        file.Position = 0;
        return new GzipFile(file);
    }

    private void CheckHeader()
    {
        var line = string.Join(",", Header);
        if (line.Contains('\0', StringComparison.Ordinal))
            throw new UnreadableFileException(
                $"{path} is no text in UTF-8 (it may be UTF-16 without its mark). Save it as UTF-8."
            );
        foreach (var (separator, name) in ((char, string)[])[(';', "';'"), ('\t', "tabs"), ('|', "'|'")])
        {
            if (Header.Count <= 2 && line.Count(c => c == separator) >= 2)
                throw new UnreadableFileException(
                    $"{path}:{Line}: the columns are separated by {name}. Save it with commas between the columns and points in the numbers."
                );
        }
    }
}
