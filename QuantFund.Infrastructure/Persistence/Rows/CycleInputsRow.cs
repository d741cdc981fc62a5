namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>
/// What a cycle was decided from: its JSON (compressed) names the parts. Null once its session is no longer kept, so that
/// the store can say that it was there.
/// </summary>
internal sealed class CycleInputsRow
{
    public required string CycleId { get; set; }
    public DateOnly Session { get; set; }
    public int Version { get; set; }
    public byte[]? Json { get; set; }
}
