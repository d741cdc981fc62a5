using QuantFund.Core.Domain;

namespace QuantFund.Infrastructure.Persistence.Rows;

internal sealed class StrategyStateRow
{
    public required string Id { get; set; }
    public StrategyState State { get; set; }
    public required string By { get; set; }
    public required string Reason { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}
