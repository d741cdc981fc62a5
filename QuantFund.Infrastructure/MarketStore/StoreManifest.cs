using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace QuantFund.Infrastructure.MarketStore;

/// <summary>One Parquet file of the store. The digest names its rows, whatever order they came in.</summary>
public sealed record StoredPart(string Table, string Partition, string File, long Rows, string Digest);

/// <summary>
/// Which files make up the store now. Replacing this one small file is the commit of an import: a file that it does not
/// name is not there.
/// </summary>
public sealed record StoreManifest(int Generation, ImmutableArray<StoredPart> Parts)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static StoreManifest Empty { get; } = new(0, []);

    public StoredPart? Part(MarketTable table, string partition) =>
        Parts.FirstOrDefault(p => p.Table == table.Name && p.Partition == partition);

    public IEnumerable<StoredPart> PartsOf(MarketTable table) => Parts.Where(p => p.Table == table.Name);

    public long RowsOf(MarketTable table) => PartsOf(table).Sum(p => p.Rows);

    /// <summary>The manifest after one import: its parts in the place of those of the same table and partition.</summary>
    public StoreManifest With(IReadOnlyCollection<StoredPart> written)
    {
        var kept = Parts.Where(p => !written.Any(w => w.Table == p.Table && w.Partition == p.Partition));
        var parts = kept.Concat(written)
            .OrderBy(p => p.Table, StringComparer.Ordinal)
            .ThenBy(p => p.Partition, StringComparer.Ordinal);
        return new StoreManifest(Generation + 1, [.. parts]);
    }

    /// <summary>Names the content of the whole store: the same rows give the same digest, however they were imported.</summary>
    public string Digest()
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
            text.Append(CultureInfo.InvariantCulture, $"{part.Table} {part.Partition} {part.Rows} {part.Digest}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    internal string ToJson() => JsonSerializer.Serialize(this, Json);

    internal static StoreManifest FromJson(string json) =>
        JsonSerializer.Deserialize<StoreManifest>(json, Json)
        ?? throw new InvalidDataException("The market store's manifest is empty.");
}
