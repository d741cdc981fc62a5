using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace QuantFund.Infrastructure.Persistence.Inputs;

/// <summary>
/// Columns of doubles in few bytes, without losing a bit. Values come in runs (one name's bars, say). A run whose values
/// are decimal numbers of few places, as prices and volumes are, is written as whole numbers, each as its difference to
/// the one before; any other run as its eight bytes, first bytes first. Brotli does the rest.
/// </summary>
internal static class ColumnCodec
{
    private const byte Raw = 255;

    // Above this a double can't hold every whole number.
    private const double Largest = 9_007_199_254_740_992;

    private static readonly byte[] Places = [0, 2, 4, 6];
    private static readonly double[] Powers = [1, 10, 1e2, 1e3, 1e4, 1e5, 1e6];
    private static readonly long NaNBits = BitConverter.DoubleToInt64Bits(double.NaN);

    public static byte[] Encode(ReadOnlySpan<double> values, int run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(run, 1);
        var plain = new List<byte>((values.Length * 3) + 16);
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(head, values.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], run);
        plain.AddRange(head);
        for (var at = 0; at < values.Length; at += run)
            EncodeRun(values.Slice(at, Math.Min(run, values.Length - at)), plain);
        return Compressed.Of(CollectionsMarshal.AsSpan(plain));
    }

    /// <exception cref="InvalidDataException">The bytes are no columns.</exception>
    public static double[] Decode(byte[] encoded)
    {
        var bytes = Compressed.Bytes(encoded);
        if (bytes.Length < 8)
            throw new InvalidDataException("The columns end before they begin.");
        var (length, run) = (
            BinaryPrimitives.ReadInt32LittleEndian(bytes),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4))
        );
        if (length < 0 || run < 1)
            throw new InvalidDataException("The columns have no length.");
        var values = new double[length];
        var from = 8;
        try
        {
            for (var at = 0; at < length; at += run)
                DecodeRun(bytes, ref from, values.AsSpan(at, Math.Min(run, length - at)));
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("The columns end too early.", e);
        }
        return values;
    }

    private static void EncodeRun(ReadOnlySpan<double> run, List<byte> into)
    {
        foreach (var places in Places)
        {
            if (!Fits(run, Powers[places]))
                continue;
            into.Add(places);
            long before = 0;
            foreach (var value in run)
            {
                // 0 stands for "no value"; differences are numbered from 1.
                if (double.IsNaN(value))
                {
                    into.Add(0);
                    continue;
                }
                var number = (long)Math.Round(value * Powers[places]);
                var difference = number - before;
                Varint(((ulong)((difference << 1) ^ (difference >> 63))) + 1, into);
                before = number;
            }
            return;
        }
        into.Add(Raw);
        var bytes = MemoryMarshal.AsBytes(run);
        for (var place = 0; place < sizeof(double); place++)
        for (var i = place; i < bytes.Length; i += sizeof(double))
            into.Add(bytes[i]);
    }

    private static void DecodeRun(byte[] bytes, ref int from, Span<double> run)
    {
        var places = bytes[from++];
        if (places == Raw)
        {
            var target = MemoryMarshal.AsBytes(run);
            for (var place = 0; place < sizeof(double); place++)
            for (var i = place; i < target.Length; i += sizeof(double))
                target[i] = bytes[from++];
            return;
        }
        if (places >= Powers.Length)
            throw new InvalidDataException("The columns hold a kind of run that is not known.");
        long before = 0;
        for (var i = 0; i < run.Length; i++)
        {
            var code = Varint(bytes, ref from);
            if (code == 0)
            {
                run[i] = double.NaN;
                continue;
            }
            var zigzag = code - 1;
            before += (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
            run[i] = before / Powers[places];
        }
    }

    /// <summary>True when each value is a whole number over the power, to the bit.</summary>
    private static bool Fits(ReadOnlySpan<double> run, double power)
    {
        foreach (var value in run)
        {
            if (double.IsNaN(value))
            {
                if (BitConverter.DoubleToInt64Bits(value) != NaNBits)
                    return false;
                continue;
            }
            var number = Math.Round(value * power);
            if (
                Math.Abs(number) >= Largest
                || BitConverter.DoubleToInt64Bits((long)number / power) != BitConverter.DoubleToInt64Bits(value)
            )
                return false;
        }
        return true;
    }

    private static void Varint(ulong value, List<byte> into)
    {
        while (value >= 0x80)
        {
            into.Add((byte)(value | 0x80));
            value >>= 7;
        }
        into.Add((byte)value);
    }

    private static ulong Varint(byte[] bytes, ref int from)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = bytes[from++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException("The columns hold a number that is too long.");
    }
}

/// <summary>Bytes under Brotli.</summary>
internal static class Compressed
{
    public static byte[] Of(ReadOnlySpan<byte> plain)
    {
        using var bytes = new MemoryStream();
        using (var stream = new BrotliStream(bytes, CompressionLevel.Fastest))
            stream.Write(plain);
        return bytes.ToArray();
    }

    public static byte[] Bytes(byte[] compressed)
    {
        using var stream = new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
