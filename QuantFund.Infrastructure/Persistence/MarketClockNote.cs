using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace QuantFund.Infrastructure.Persistence;

/// <summary>
/// The market time that the leading host has come to, in a small file of the data folder: what another process of this
/// machine does is journalled under the time at which it is done. Written four times a second, and not worth a wait for the
/// disk: after a crash of the machine the journal's last time is as good.
/// </summary>
public sealed class MarketClockNote(string directory) : IDisposable
{
    private readonly string file = Path.Combine(directory, "fund.clock");
    private SafeFileHandle? handle;

    public void Write(DateTimeOffset market)
    {
        handle ??= File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, market.UtcTicks);
        RandomAccess.Write(handle, bytes, 0);
    }

    /// <summary>Null where no host has led yet, or its note can't be read.</summary>
    public DateTimeOffset? Read()
    {
        try
        {
            using var read = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[sizeof(long)];
            if (RandomAccess.Read(read, bytes, 0) < bytes.Length)
                return null;
            var ticks = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            return ticks > 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => handle?.Dispose();
}
