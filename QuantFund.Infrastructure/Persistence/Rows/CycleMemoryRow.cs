namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>What the last cycle hands the next: one row, its JSON compressed.</summary>
internal sealed class CycleMemoryRow
{
    public const int Only = 1;

    public int Id { get; set; } = Only;
    public required string CycleId { get; set; }
    public required byte[] Json { get; set; }
}
