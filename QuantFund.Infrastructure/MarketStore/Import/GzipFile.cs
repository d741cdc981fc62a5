using System.Buffers.Binary;
using System.IO.Compression;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>
/// Decompresses a gzip file and knows whether it was whole. The library's stream takes a file that is cut off for one that
/// ends; the last four bytes of a whole one give the length of what was compressed.
/// </summary>
internal sealed class GzipFile(FileStream file) : Stream
{
    private const int ShortestFile = 18;

    private readonly GZipStream plain = new(file, CompressionMode.Decompress, leaveOpen: true);
    private long length;
    private bool ended;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The file is damaged or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = plain.Read(buffer);
        length += read;
        if (read == 0 && buffer.Length > 0 && !ended)
        {
            ended = true;
            if (!IsWhole())
                throw new InvalidDataException("The gzip file ends too early.");
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            plain.Dispose();
        base.Dispose(disposing);
    }

    private bool IsWhole()
    {
        if (file.Length < ShortestFile)
            return false;
        var bytes = new byte[4];
        using var again = new FileStream(file.Name, FileMode.Open, FileAccess.Read, FileShare.Read);
        again.Position = again.Length - bytes.Length;
        again.ReadExactly(bytes);
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return stated == (uint)length || MemberStarts(again).Any(start => LengthFrom(again, start) == stated);
    }

    // Several gzip files may be joined to one; then the length is that of the last.
    private static List<long> MemberStarts(FileStream stream)
    {
        ReadOnlySpan<byte> magic = [0x1f, 0x8b, 0x08];
        var (starts, buffer, overlap) = (new List<long>(), new byte[1 << 16], magic.Length - 1);
        for (long offset = 1; offset < stream.Length - ShortestFile; offset += buffer.Length - overlap)
        {
            stream.Position = offset;
            var block = buffer.AsSpan(0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            for (var at = block.IndexOf(magic); at >= 0; at = Next(block, at, magic))
                starts.Add(offset + at);
        }

        return starts;
    }

    private static int Next(ReadOnlySpan<byte> block, int at, ReadOnlySpan<byte> magic)
    {
        var next = block[(at + 1)..].IndexOf(magic);
        return next < 0 ? -1 : at + 1 + next;
    }

    private static uint? LengthFrom(FileStream stream, long start)
    {
        stream.Position = start;
        using var member = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        var (buffer, total) = (new byte[1 << 16], 0L);
        try
        {
            while (member.Read(buffer) is > 0 and var read)
                total += read;
            return (uint)total;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
