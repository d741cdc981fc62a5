using System.IO.Compression;
using System.Text;
using System.Text.Json;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Infrastructure.Persistence;

/// <summary>JSON as the fund writes it, compressed with Brotli: a cycle's record is a tenth of its size.</summary>
internal static class CompressedJson
{
    public static byte[] Of<T>(T value)
    {
        using var bytes = new MemoryStream();
        using (var compressed = new BrotliStream(bytes, CompressionLevel.Fastest))
            JsonSerializer.Serialize(compressed, value, FundJson.Options);
        return bytes.ToArray();
    }

    public static string Text(byte[] compressed)
    {
        using var reader = new StreamReader(
            new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress),
            Encoding.UTF8
        );
        return reader.ReadToEnd();
    }

    public static T Read<T>(byte[] compressed)
    {
        using var stream = new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(stream, FundJson.Options)
            ?? throw new JsonException($"The stored {typeof(T).Name} is null.");
    }
}
