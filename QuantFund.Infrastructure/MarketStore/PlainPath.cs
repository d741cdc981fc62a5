using System.Collections.Concurrent;

namespace QuantFund.Infrastructure.MarketStore;

/// <summary>
/// A path as DuckDB may be given it. DuckDB takes <c>*</c>, <c>?</c> and <c>[</c> in a file's name for a pattern, a
/// backslash for a separator, and a <c>;</c> ends its connection string; none of that can be escaped reliably. So a path
/// that holds any but plain characters is reached through a link of a plain name, in a folder for this user alone.
/// </summary>
internal sealed class PlainPath : IDisposable
{
    private static readonly ConcurrentDictionary<string, byte> Links = new(StringComparer.Ordinal);

    private readonly string? folder;

    static PlainPath() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var left in Links.Keys)
                Remove(left);
        };

    /// <param name="path">A file or folder that exists.</param>
    /// <exception cref="IOException">There is no place for the link.</exception>
    public PlainPath(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (IsPlain(full))
        {
            Path = full;
            return;
        }
        folder = LinkFolder(full);
        Path = System.IO.Path.Combine(folder, "link");
        if (Directory.Exists(full))
            Directory.CreateSymbolicLink(Path, full);
        else
            File.CreateSymbolicLink(Path, full);
    }

    public string Path { get; }

    /// <summary>Where a link was needed: its folder, for this user alone, of a plain name throughout; else null.</summary>
    public string? Scratch => folder;

    public void Dispose()
    {
        if (folder is not null)
            Remove(folder);
    }

    internal static bool IsPlain(string path) =>
        path.All(c =>
            char.IsAsciiLetterOrDigit(c)
            || c is '/' or '.' or '_' or '-'
            || (OperatingSystem.IsWindows() && c is '\\' or ':' or ' ' or '~')
        );

    private static string LinkFolder(string path)
    {
        string[] places = [System.IO.Path.GetTempPath(), "/tmp", "/var/tmp"];
        foreach (var place in places.Where(p => IsPlain(p) && Directory.Exists(p)))
        {
            var made = System.IO.Path.Combine(place, $"quantfund-link-{Guid.NewGuid():N}");
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(made);
            else
                Directory.CreateDirectory(
                    made,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
            Links[made] = 0;
            return made;
        }
        throw new IOException(
            $"{path} holds characters that the market store's engine takes for a pattern, and no folder of a plain name is there to link it from. Set TMPDIR to one, or rename it."
        );
    }

    private static void Remove(string made)
    {
        if (!Links.TryRemove(made, out _))
            return;
        try
        {
            var link = System.IO.Path.Combine(made, "link");
            if (Directory.Exists(link) && !OperatingSystem.IsWindows())
                File.Delete(link);
            else if (Directory.Exists(link))
                Directory.Delete(link);
            else
                File.Delete(link);
            Directory.Delete(made, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left is a link that nobody follows, in a folder of temporary files.
        }
    }
}
