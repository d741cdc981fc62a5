using QuantFund.Core.Domain;

namespace QuantFund.Core.Execution.Ledger;

/// <summary>A position in the fund's own ledger, and the cycle that opened it (null: it was there at adoption).</summary>
public sealed record LedgerPosition(Position Position, CycleId? OpenedBy, DateTimeOffset OpenedAt)
{
    /// <summary>Dollars that its reductions have brought since it was opened.</summary>
    public decimal Realized { get; init; }
}

/// <summary>Cash and positions by the fund's own reckoning: what it started with and every execution since.</summary>
public sealed record LedgerBook(decimal Cash, IReadOnlyList<LedgerPosition> Positions)
{
    /// <summary>Positions closed since the adoption.</summary>
    public ClosedTrades Trades { get; init; } = ClosedTrades.None;
}

/// <summary>The fund's own book, kept by executions alone, to be compared with the broker's.</summary>
public interface ILedger
{
    /// <summary>Null before the fund's first contact with its broker.</summary>
    Task<LedgerBook?> ReadAsync(CancellationToken cancellation);

    /// <summary>First contact: takes the broker's cash and positions as the beginning. Fails when a ledger exists.</summary>
    Task<LedgerBook> AdoptAsync(decimal cash, IReadOnlyList<Position> positions, CancellationToken cancellation);
}
