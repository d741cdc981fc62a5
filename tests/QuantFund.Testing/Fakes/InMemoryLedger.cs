using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Testing.Fakes;

public sealed class InMemoryLedger(InMemoryFund fund, InMemoryJournal journal, KillSwitch kill) : ILedger
{
    public Task<LedgerBook?> ReadAsync(CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
            return Task.FromResult(
                fund.Cash is { } cash ? new LedgerBook(cash, [.. fund.Positions.Values]) { Trades = fund.Trades } : null
            );
    }

    public Task<LedgerBook> AdoptAsync(
        decimal cash,
        IReadOnlyList<Position> positions,
        CancellationToken cancellation
    ) =>
        Task.FromResult(
            journal.Change(() =>
            {
                if (fund.Cash is not null)
                    throw new InvalidOperationException("The fund has a ledger already: it is adopted once.");
                fund.Cash = cash;
                fund.AdoptedAt = fund.Market.Now;
                foreach (var p in positions.Where(p => p.Quantity != 0m))
                    fund.Positions[p.Symbol] = new LedgerPosition(p, null, fund.Market.Now);
                journal.Record(new FundFact.LedgerAdopted(cash, positions));
                return new LedgerBook(cash, [.. fund.Positions.Values]);
            })
        );
}
