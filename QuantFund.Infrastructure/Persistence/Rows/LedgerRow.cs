namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>The fund's cash and its closed trades by its own reckoning: one row, from the first contact with the broker on.</summary>
internal sealed class LedgerRow
{
    public const int Only = 1;

    public int Id { get; set; } = Only;
    public decimal Cash { get; set; }
    public DateTimeOffset AdoptedAt { get; set; }
    public int ClosedTrades { get; set; }
    public int Wins { get; set; }

    /// <summary>The market it was adopted from; null where an earlier version did.</summary>
    public string? Market { get; set; }
}
