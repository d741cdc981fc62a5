namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>The complete record of a cycle: its version beside it, its JSON compressed.</summary>
internal sealed class CycleRecordRow
{
    public required string CycleId { get; set; }
    public int Version { get; set; }

    /// <summary>Only what explains the cycle's orders was kept.</summary>
    public bool Abridged { get; set; }

    public required byte[] Json { get; set; }
}
