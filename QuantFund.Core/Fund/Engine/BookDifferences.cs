using System.Globalization;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;

namespace QuantFund.Core.Fund.Engine;

/// <summary>
/// Differences of the fund's book and the broker's that nothing explains: only reductions from there on, and everyone is
/// told, once of each.
/// </summary>
public sealed class BookDifferences(ITradingStateStore states, IJournal journal)
{
    private readonly HashSet<BrokerDifference> alarmed = [];

    public async Task AlarmAsync(IReadOnlyList<BrokerDifference> differences, CancellationToken cancellation)
    {
        var fresh = differences.Where(d => !alarmed.Contains(d)).ToList();
        if (fresh.Count == 0)
            return;
        await states.ReduceOnlyAsync(
            new ReduceOnlyAct(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The broker differs in {fresh[0].What}: ours {fresh[0].Ours}, the broker's {fresh[0].Theirs}."
                ),
                "fund"
            ),
            cancellation
        );
        foreach (var difference in fresh)
        {
            await journal.AppendAsync(
                new FundFact.DifferenceFound(difference.What, difference.Ours, difference.Theirs),
                cancellation
            );
            alarmed.Add(difference);
        }
    }

    /// <summary>The books agree again: a difference that comes back is a new one.</summary>
    public void Clear() => alarmed.Clear();
}
