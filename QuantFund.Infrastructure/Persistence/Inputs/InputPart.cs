using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Infrastructure.Persistence.Inputs;

/// <summary>
/// One part of what a decision read, named by the SHA-256 of its content, so that what many cycles read is stored once.
/// <paramref name="Encode"/> is asked only for a part that is not stored yet.
/// </summary>
internal sealed record InputPart(string Hash, Func<byte[]> Encode)
{
    /// <param name="values">Columns behind one another; must not change afterwards.</param>
    /// <param name="run">Length of one name's values in a column.</param>
    public static InputPart Of(double[] values, int run) =>
        new(HashOf(MemoryMarshal.AsBytes<double>(values)), () => ColumnCodec.Encode(values, run));

    public static InputPart Of<T>(T value)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, FundJson.Options);
        return new InputPart(HashOf(json), () => Compressed.Of(json));
    }

    /// <exception cref="InvalidDataException">The content is not what the name says.</exception>
    public static double[] Columns(string hash, byte[] encoded)
    {
        var values = ColumnCodec.Decode(encoded);
        Check(hash, MemoryMarshal.AsBytes<double>(values));
        return values;
    }

    /// <exception cref="InvalidDataException">The content is not what the name says.</exception>
    public static T Read<T>(string hash, byte[] encoded)
    {
        var json = Compressed.Bytes(encoded);
        Check(hash, json);
        return JsonSerializer.Deserialize<T>(json, FundJson.Options)
            ?? throw new InvalidDataException($"The part {hash} is null.");
    }

    private static void Check(string hash, ReadOnlySpan<byte> content)
    {
        if (!string.Equals(HashOf(content), hash, StringComparison.Ordinal))
            throw new InvalidDataException($"The part {hash} has been changed since it was stored.");
    }

    private static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
