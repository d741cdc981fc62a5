namespace QuantFund.Core.Simulation.Clock;

/// <summary>How far market time may be shown: up to the mark that is on disk. For one caller at a time.</summary>
internal sealed class ReservedTime(IClockMark mark, TimeProvider wall, DateTimeOffset start)
{
    /// <summary>Wall time between attempts at a mark that can't be written: its store may be slow to say no.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMilliseconds(250);

    private long? refused;

    /// <summary>Nothing later may be shown.</summary>
    public DateTimeOffset Until { get; private set; } = start;

    /// <summary>The mark could not be written when it was tried last.</summary>
    public bool IsRefused => refused is not null;

    /// <summary>False while the mark can't be written.</summary>
    public bool TryExtend(DateTimeOffset until)
    {
        if (refused is { } since && wall.GetElapsedTime(since) < Again)
            return false;
        if (!mark.Reserve(until))
        {
            refused = wall.GetTimestamp();
            return false;
        }
        refused = null;
        Until = until;
        return true;
    }

    /// <summary>Time stands still from here on.</summary>
    public void Settle(DateTimeOffset at) => mark.Settle(at);
}
