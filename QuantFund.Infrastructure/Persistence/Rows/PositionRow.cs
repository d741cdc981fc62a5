using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Ledger;

namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>An open position of the fund's own ledger; a closed one has no row.</summary>
internal sealed class PositionRow
{
    public required string Symbol { get; set; }
    public decimal Quantity { get; set; }
    public decimal AveragePrice { get; set; }
    public decimal Realized { get; set; }
    public string? OpenedBy { get; set; }
    public DateTimeOffset OpenedAt { get; set; }

    public Position ToPosition() => new(Core.Domain.Symbol.Parse(Symbol), Quantity, AveragePrice);

    public LedgerPosition ToLedger() =>
        new(ToPosition(), OpenedBy is null ? null : new CycleId(OpenedBy), OpenedAt) { Realized = Realized };
}
