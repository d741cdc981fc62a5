using QuantFund.Core.Fund.Events;

namespace QuantFund.Infrastructure.Persistence.Rows;

internal sealed class JournalRow
{
    public long Sequence { get; set; }
    public DateTimeOffset Time { get; set; }
    public DateTimeOffset WallTime { get; set; }
    public required string Kind { get; set; }
    public required string Payload { get; set; }
    public required string PreviousHash { get; set; }
    public required string Hash { get; set; }

    public JournalEntry ToEntry() => new(Sequence, Time, WallTime, Kind, Payload, PreviousHash, Hash);
}
