namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>A request with an Idempotency-Key; without a status while it is being carried out. Wall time.</summary>
internal sealed class IdempotencyRow
{
    public required string Caller { get; set; }
    public required string Key { get; set; }
    public required string Fingerprint { get; set; }
    public DateTimeOffset ClaimedAt { get; set; }
    public int? Status { get; set; }
    public string? ContentType { get; set; }
    public string? Location { get; set; }
    public string? Body { get; set; }
}
