using System.Globalization;

namespace QuantFund.Infrastructure.MarketStore;

/// <summary>The market store's place on disk: Parquet files, and the manifest that says which of them count.</summary>
public sealed class MarketFolder
{
    /// <summary>The folder's name inside <c>Data:Directory</c>.</summary>
    public const string Name = "market";

    private const string ManifestName = "manifest.json";
    private const string ReadersName = ".readers";
    private const string StagingName = ".staging";

    private readonly Lazy<PlainPath> plain;

    public MarketFolder(string path)
    {
        Root = Path.GetFullPath(path);
        plain = new Lazy<PlainPath>(() => new PlainPath(Directory.CreateDirectory(Root).FullName));
    }

    public string Root { get; }

    /// <summary>The same folder by a name that DuckDB reads as it is.</summary>
    internal string PlainRoot => plain.Value.Path;

    internal string Staging => Path.Combine(Root, StagingName);

    /// <exception cref="InvalidDataException">The manifest can't be read; the message names the file.</exception>
    public StoreManifest Manifest()
    {
        var path = Path.Combine(Root, ManifestName);
        if (!File.Exists(path))
            return StoreManifest.Empty;
        try
        {
            return StoreManifest.FromJson(File.ReadAllText(path));
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new InvalidDataException(
                $"{path} is damaged ({e.Message}). Restore it from a backup, or remove the folder and import again.",
                e
            );
        }
    }

    public string PathOf(StoredPart part) => Path.Combine(Root, part.File);

    /// <summary>The same for DuckDB.</summary>
    internal string PlainPathOf(StoredPart part) => Path.Combine(PlainRoot, part.File);

    /// <summary>A file of an import's own database: DuckDB follows a link to it, and then minds the name behind it.</summary>
    internal string PlainStaging(string name) => Path.Combine(plain.Value.Scratch ?? Staging, name);

    /// <summary>While it is held, an import removes no file that an earlier manifest named.</summary>
    internal FileStream HoldForReading()
    {
        Directory.CreateDirectory(Root);
        var path = Path.Combine(Root, ReadersName);
        if (!File.Exists(path))
            File.WriteAllText(path, "");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    /// <summary>The right to import, held by one process at a time.</summary>
    /// <exception cref="IOException">Another process imports now.</exception>
    internal FileStream LockForImport()
    {
        Directory.CreateDirectory(Root);
        try
        {
            return new FileStream(
                Path.Combine(Root, ".import"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException e)
        {
            throw new IOException($"Another import writes to {Root} now. Wait until it is done.", e);
        }
    }

    /// <summary>Removes what a killed import left, and, while nobody reads, the files that later imports replaced.</summary>
    internal void Sweep()
    {
        if (Directory.Exists(Staging))
            Directory.Delete(Staging, recursive: true);
        Directory.CreateDirectory(Staging);
        if (!TryLockReaders(out var alone))
            return;
        using (alone)
        {
            var counted = Manifest().Parts.Select(PathOf).ToHashSet(StringComparer.Ordinal);
            foreach (var file in Directory.EnumerateFiles(Root, "*.parquet", SearchOption.AllDirectories).ToList())
            {
                if (!counted.Contains(file))
                    File.Delete(file);
            }
        }
    }

    internal static string NewFile(MarketTable table, string partition, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{table.Name}/{partition}.{generation}.parquet");

    /// <summary>Commits: from here on the new manifest is the store.</summary>
    internal void Commit(StoreManifest manifest)
    {
        var path = Path.Combine(Root, ManifestName);
        var draft = path + ".new";
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(manifest.ToJson()));
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }

    private bool TryLockReaders(out FileStream? alone)
    {
        try
        {
            alone = new FileStream(
                Path.Combine(Root, ReadersName),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            return true;
        }
        catch (IOException)
        {
            // Held by a replay that runs: its files stay until an import finds nobody reading.
            alone = null;
            return false;
        }
    }
}
