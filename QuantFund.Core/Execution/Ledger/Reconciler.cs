using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Execution.Ledger;

/// <summary>What one attempt to bring the fund's book and the broker's together came to.</summary>
public abstract record ReconcileAnswer
{
    private ReconcileAnswer() { }

    public sealed record Agreed(int Orders, int Fills) : ReconcileAnswer;

    /// <summary>Something has yet to be settled; the next attempt goes on from here.</summary>
    public sealed record Pending(string Reason) : ReconcileAnswer;

    public sealed record Differs(IReadOnlyList<BrokerDifference> Differences) : ReconcileAnswer;
}

/// <summary>
/// Compares cash, positions, open orders and fills with the broker before the first order, and again whenever nothing is
/// open. At start nobody works the orders of an earlier process any more: what is left of them is cancelled. A difference
/// counts once it is seen twice in a row, since the broker's answers are not of one moment.
/// </summary>
public sealed class Reconciler(IBroker broker, ILedger ledger, OrderDesk desk, ExecutionOptions options)
{
    private readonly List<BrokerDifference> strangers = [];
    private IReadOnlyList<BrokerDifference> suspected = [];
    private int fills;
    private int orders;

    /// <summary>One attempt of the comparison at start.</summary>
    /// <exception cref="BrokerUnavailableException">The broker can't be asked; try again.</exception>
    public async Task<ReconcileAnswer> AttemptAsync(CancellationToken cancellation)
    {
        var swept = await desk.SweepAsync(cancellation);
        fills += swept.Fills;
        strangers.AddRange(swept.Differences);
        orders = Math.Max(orders, swept.Open.Count);
        if (swept.Unsettled.Count > 0)
            return new ReconcileAnswer.Pending($"{swept.Unsettled.Count} orders may or may not have arrived.");
        if (swept.Open.Count > 0)
        {
            await desk.CancelAllAsync("The process that worked it is gone.", cancellation);
            return new ReconcileAnswer.Pending($"{swept.Open.Count} orders of an earlier process are being cancelled.");
        }
        return await CompareAsync(cancellation) is { } answer
            ? answer
            : new ReconcileAnswer.Pending("Orders are open.");
    }

    /// <summary>Compares the books when nothing is open; null while something is.</summary>
    public async Task<ReconcileAnswer?> CompareAsync(CancellationToken cancellation)
    {
        var account = await broker.AccountAsync(cancellation);
        // After the account: a fill between the two would otherwise look like a difference.
        var swept = await desk.SweepAsync(cancellation);
        fills += swept.Fills;
        strangers.AddRange(swept.Differences);
        if (swept.Open.Count > 0 || swept.Fills > 0)
            return swept.Open.Count > 0 ? null : new ReconcileAnswer.Pending("Fills were still coming in.");

        var book =
            await ledger.ReadAsync(cancellation)
            ?? throw new InvalidOperationException("There is no ledger to compare with the broker.");
        IReadOnlyList<BrokerDifference> found = [.. strangers, .. Compare(book, account, options)];
        if (found.Count == 0)
        {
            suspected = [];
            var agreed = new ReconcileAnswer.Agreed(orders, fills);
            (orders, fills) = (0, 0);
            return agreed;
        }
        if (!found.SequenceEqual(suspected))
        {
            suspected = found;
            return new ReconcileAnswer.Pending(
                $"{found[0].What}: ours {found[0].Ours}, the broker's {found[0].Theirs}."
            );
        }
        strangers.Clear();
        return new ReconcileAnswer.Differs(found);
    }

    /// <summary>Where cash and positions differ, symbols in order.</summary>
    public static IReadOnlyList<BrokerDifference> Compare(
        LedgerBook ours,
        AccountReading theirs,
        ExecutionOptions options
    )
    {
        var found = new List<BrokerDifference>();
        if (Math.Abs(ours.Cash - theirs.Cash) > (decimal)options.CashToleranceUsd)
            found.Add(new BrokerDifference("cash", Text(ours.Cash), Text(theirs.Cash)));
        var mine = ours.Positions.ToDictionary(p => p.Position.Symbol, p => p.Position.Quantity);
        var other = theirs.Positions.ToDictionary(p => p.Symbol, p => p.Quantity);
        foreach (var symbol in mine.Keys.Union(other.Keys).Order())
        {
            var (a, b) = (mine.GetValueOrDefault(symbol), other.GetValueOrDefault(symbol));
            if (a != b)
                found.Add(new BrokerDifference($"position {symbol}", Text(a), Text(b)));
        }
        return found;
    }

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
