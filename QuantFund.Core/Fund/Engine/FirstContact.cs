using System.Globalization;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Fund.Engine;

/// <summary>
/// What a start finds: a fund that its broker has never traded for begins active; a broker with positions, open orders or
/// executions beside a store that knows nothing of them is a store that was lost, and so is a ledger without a trading
/// state. Then the fund is halted until a person has looked and resumes it.
/// </summary>
public sealed class FirstContact(IBroker broker, ILedger ledger, ITradingStateStore states, IJournal journal)
{
    private const string By = "fund";

    /// <summary>Before anything is compared with the broker. Does nothing for a fund that has its ledger and its state.</summary>
    /// <exception cref="BrokerUnavailableException">The broker can't be asked; try again.</exception>
    public async Task MeetAsync(CancellationToken cancellation)
    {
        if (await ledger.ReadAsync(cancellation) is not null)
        {
            if ((await states.ReadAsync(cancellation)).IsMissing)
                await HaltAsync(
                    "The store has a ledger and no trading state: what it was is lost.",
                    new FundFact.DifferenceFound("trading state", "missing", "a fund that has traded"),
                    cancellation
                );
            return;
        }
        var account = await broker.AccountAsync(cancellation);
        // The state first: a process that dies between the two finds no ledger, and asks the broker again.
        if (await PastAsync(account, cancellation) is { } past)
            await HaltAsync(
                $"The fund's store is new, and its broker has {past}. If a store was lost, stop and put it back; to begin "
                    + "with this book, resume.",
                new FundFact.DifferenceFound("the fund's store", "new, without a book", past),
                cancellation
            );
        else
            await states.BeginAsync("A new fund begins active.", By, cancellation);
        await ledger.AdoptAsync(account.Cash, account.Positions, cancellation);
    }

    private async Task HaltAsync(string reason, FundFact.DifferenceFound alarm, CancellationToken cancellation)
    {
        await states.HaltAsync(reason, By, cancellation);
        await journal.AppendAsync(alarm, cancellation);
    }

    /// <summary>What the broker knows of an earlier life of this account; null when nothing.</summary>
    private async Task<string?> PastAsync(AccountReading account, CancellationToken cancellation)
    {
        var positions = account.Positions.Count(p => p.Quantity != 0m);
        var open = (await broker.OpenOrdersAsync(cancellation)).Count;
        var executions = (await broker.ExecutionsSinceAsync(DateTimeOffset.UnixEpoch, cancellation)).Count;
        return positions + open + executions == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{positions} positions, {open} open orders and {executions} executions"
            );
    }
}
