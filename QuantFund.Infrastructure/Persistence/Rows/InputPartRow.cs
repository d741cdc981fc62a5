namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>
/// A part of what decisions read, named by its content. <see cref="UsedOn"/>: the last session that read it; with that
/// session's cycles it goes.
/// </summary>
internal sealed class InputPartRow
{
    public required string Hash { get; set; }
    public DateOnly UsedOn { get; set; }
    public required byte[] Content { get; set; }
}
