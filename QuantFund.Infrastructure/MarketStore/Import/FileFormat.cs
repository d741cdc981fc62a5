using System.IO.Compression;
using System.Text;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>Tells by a file's first bytes that it is no table that the import reads, and what it is.</summary>
internal static class FileFormat
{
    private const int Looked = 512;
    private const int TarMark = 257;

    private static readonly (byte[] Mark, string Name, string Mend)[] Known =
    [
        ([0xd0, 0xcf, 0x11, 0xe0], "an old Excel workbook", "Save the sheet as CSV."),
        ([.. "BZh"u8], "packed with bzip2", "Unpack it first."),
        ([0xfd, .. "7zXZ"u8], "packed with xz", "Unpack it first."),
        ([0x28, 0xb5, 0x2f, 0xfd], "packed with zstd", "Unpack it first."),
        ([0x04, 0x22, 0x4d, 0x18], "packed with lz4", "Unpack it first."),
        ([.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive", "Unpack it first."),
        ([.. "Rar!"u8], "a rar archive", "Unpack it first."),
        ([.. "%PDF"u8], "a PDF", "Fetch the data as CSV or Parquet."),
        ([.. "SQLite format 3"u8], "an SQLite database", "Export its table as CSV."),
        ([.. "ARROW1"u8], "an Arrow (Feather) file", "Save it as Parquet."),
        ([.. "Obj"u8, 0x01], "an Avro file", "Save it as Parquet."),
        ([.. "ORC"u8, 0x08], "an ORC file", "Save it as Parquet."),
        ([0x89, .. "HDF"u8], "an HDF5 file", "Save it as Parquet."),
        ([.. "PARE"u8], "an encrypted Parquet file", "Save it without encryption."),
        ([0x1f, 0x8b], "gzip inside gzip", "Unpack it once."),
        ([.. "PAR1"u8], "Parquet inside gzip", "Unpack it first."),
    ];

    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);

    /// <summary>The first bytes; a stream that can seek is then at its beginning again.</summary>
    public static byte[] StartOf(Stream stream)
    {
        var start = new byte[Looked];
        try
        {
            var read = stream.ReadAtLeast(start, Looked, throwOnEndOfStream: false);
            return start[..read];
        }
        catch (InvalidDataException)
        {
            // Damaged: the reader says at which line.
            return [];
        }
        finally
        {
            if (stream.CanSeek)
                stream.Position = 0;
        }
    }

    /// <exception cref="UnreadableFileException">The bytes are those of another format; the message names it.</exception>
    public static void Refuse(string path, byte[] start, bool packed)
    {
        if (NameOf(path, start, packed) is var (name, mend))
            throw new UnreadableFileException(
                $"{path} is {name}{(packed && !name.Contains("gzip", StringComparison.Ordinal) ? " inside gzip" : "")}. {mend}"
            );
    }

    private static (string Name, string Mend)? NameOf(string path, byte[] start, bool packed)
    {
        foreach (var (mark, name, mend) in Known)
        {
            if (start.AsSpan().StartsWith(mark))
                return (name, mend);
        }
        if (start is [(byte)'P', (byte)'K', 3 or 5 or 7, ..])
            return !packed && IsWorkbook(path)
                ? ("an Excel workbook", "Save the sheet as CSV.")
                : ("a zip archive", "Unpack it and name the files in it.");
        if (start.Length > TarMark + 5 && start.AsSpan(TarMark).StartsWith("ustar"u8))
            return ("a tar archive", "Unpack it and name the files in it.");
        var text = Encoding.Latin1.GetString(start).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        return text switch
        {
            _ when Starts(text, "<!doctype") || Starts(text, "<html") => (
                "an HTML page, such as a site sends with an error",
                "Open it to see what it says, and fetch the data again."
            ),
            ['<', ..] => ("XML", "Fetch the data as CSV or Parquet."),
            ['{', ..] or ['[', ..] => ("JSON, perhaps an error message", "Fetch the data as CSV or Parquet."),
            _ => null,
        };
    }

    private static bool Starts(string text, string with) => text.StartsWith(with, StringComparison.OrdinalIgnoreCase);

    private static bool IsWorkbook(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return archive.Entries.Any(e => e.FullName.StartsWith("xl/", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
