namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>What a session taught, as its last cycle left it: its JSON compressed. One row a session, kept for good.</summary>
internal sealed class LearningDayRow
{
    public DateOnly Session { get; set; }
    public required byte[] Json { get; set; }
}
