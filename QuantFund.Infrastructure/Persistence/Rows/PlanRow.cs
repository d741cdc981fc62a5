namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>
/// The plan of a cycle as an operator sees it and, where approval was asked for, what became of that. Expiry and
/// decision are wall time.
/// </summary>
internal sealed class PlanRow
{
    public required string CycleId { get; set; }
    public required string Hash { get; set; }
    public required string Json { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public bool? Approved { get; set; }
    public string? DecidedBy { get; set; }
    public string? Reason { get; set; }

    /// <summary>Symbols left out, separated by commas.</summary>
    public string? Excluded { get; set; }
}
