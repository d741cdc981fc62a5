using System.Globalization;
using System.Text.Json;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Features;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Fund.Views;

/// <summary>Answers why an order was made, from the stored record of its cycle alone, or from the journal where no cycle is the origin.</summary>
public sealed class WhyOrder(IOrderStore orders, ICycleStore cycles, IJournal journal)
{
    // Read for every name by what all strategies share: sizes, expected returns, the sentiment tilt.
    private static readonly Feature[] Shared =
    [
        Feature.Vol21,
        Feature.Sigma15m,
        Feature.Adv21,
        Feature.SentScore,
        Feature.SentConf,
    ];

    private const int JournalPage = 500;

    /// <returns>Null when there is no such order.</returns>
    public async Task<WhyView?> AskAsync(ClientOrderId id, CancellationToken cancellation)
    {
        if (await orders.FindAsync(id, cancellation) is not { } order)
            return null;
        var decision =
            order.Intent.Cycle is { } cycle && await cycles.RecordAsync(cycle, cancellation) is { } json
                ? Of(StoredRecord.Read(json), order.Intent.Symbol)
                : null;
        return new WhyView(
            OrderView.Of(order),
            order.Intent.Origin,
            await ReasonAsync(order, decision, cancellation),
            await orders.ExecutionsAsync(id, cancellation),
            await orders.HistoryAsync(id, cancellation),
            decision
        );
    }

    /// <summary>What a record says of one name.</summary>
    public static WhyDecision Of(CycleRecord stored, Symbol symbol)
    {
        var record = StoredRecord.Respelled(stored);
        var target = record.Ensemble.Targets.FirstOrDefault(t => t.Symbol == symbol);
        var strategies = new List<WhyStrategy>();
        var abstentions = new Dictionary<StrategyId, string>();
        for (var i = 0; i < record.Strategies.Count; i++)
        {
            var strategy = record.Strategies[i];
            if (strategy.Opinions.FirstOrDefault(o => o.Symbol == symbol) is { } opinion)
                strategies.Add(Of(record, i, opinion, target));
            else
                abstentions[strategy.Id] =
                    strategy.Silence
                    ?? strategy.Abstentions.FirstOrDefault(a => a.Value.Contains(symbol)).Key
                    ?? "It does not follow this name.";
        }
        return new WhyDecision(
            record.Id,
            record.Version,
            record.AsOf,
            record.Hash,
            record.Plan.Trades.FirstOrDefault(t => t.Symbol == symbol),
            record.Answer,
            [.. record.Risk.Clamps.Where(c => Concerns(c, symbol, target?.Sector))],
            record.Risk.VixScale,
            record.Risk.LadderScale,
            target is null
                ? null
                : new WhyTarget(
                    target.Current,
                    target.Wanted,
                    target.Approved,
                    target.ExpectedReturn,
                    target.HorizonSessions
                ),
            [.. strategies.OrderByDescending(s => Math.Abs(s.Contribution)).ThenByDescending(s => Math.Abs(s.Weight))],
            abstentions,
            record.Verdict.Debater,
            record.Verdict.Influence,
            record.Mode,
            record.Regime,
            record.Sources
        );
    }

    private static WhyStrategy Of(CycleRecord record, int i, OpinionRecord opinion, TargetRecord? target)
    {
        var strategy = record.Strategies[i];
        return new WhyStrategy(
            strategy.Id,
            strategy.Family,
            strategy.State,
            target?.Contributions.FirstOrDefault(c => c.Strategy == strategy.Id)?.Weight ?? 0,
            opinion.Conviction,
            opinion.Weight,
            opinion.ExpectedReturn,
            strategy.HorizonSessions,
            strategy.Ic,
            record.Ensemble.Shares[i],
            record.Verdict.Weights[i],
            record.Verdict.DebateWeights[i],
            record.Verdict.LearnedWeights[i],
            record.Verdict.Scores[i],
            FeaturesOf(record, strategy, opinion.Symbol)
        )
        {
            Arguments = [.. record.Verdict.Arguments.Where(a => a.Target == strategy.Id).Select(ArgumentView.Of)],
        };
    }

    private static Dictionary<string, double> FeaturesOf(CycleRecord record, StrategyRecord strategy, Symbol symbol)
    {
        var features = new Dictionary<string, double>(StringComparer.Ordinal);
        var place = record.Features.Symbols.Index().FirstOrDefault(s => s.Item == symbol, (-1, default)).Item1;
        if (place < 0)
            return features;
        var wanted =
            record.Version == 1
                ? record.Features.Columns.Keys
                : strategy.Reads.Concat(Shared.Select(FeatureNames.Of)).Distinct(StringComparer.Ordinal);
        foreach (var name in wanted)
            if (record.Features.Columns.TryGetValue(name, out var column))
                features[name] = column[place];
        return features;
    }

    /// <summary>A cluster is named by its first member alone, so that its clamps count as the whole book's.</summary>
    private static bool Concerns(Clamp clamp, Symbol symbol, string? sector) =>
        string.Equals(clamp.Subject, symbol.Value, StringComparison.Ordinal)
        || string.Equals(clamp.Subject, "portfolio", StringComparison.Ordinal)
        || string.Equals(clamp.Subject, sector, StringComparison.Ordinal)
        || clamp.Subject.EndsWith(" more", StringComparison.Ordinal);

    private async Task<string> ReasonAsync(StoredOrder order, WhyDecision? decision, CancellationToken cancellation)
    {
        if (order.Intent.Cycle is { } cycle)
            return decision?.Trade?.Why
                ?? (
                    decision is null
                        ? $"{cycle} planned it; the store has no record of its decision."
                        : $"The plan of {cycle} does not hold this trade."
                );
        return await JournalledAsync(order, cancellation)
            ?? "The journal does not say: no risk act or command stands before it.";
    }

    /// <summary>The newest entry before the order that can have asked for it.</summary>
    private async Task<string?> JournalledAsync(StoredOrder order, CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = await journal.PageAsync(JournalPage, cursor, cancellation);
            foreach (var entry in page.Items)
                if (entry.Time <= order.Intent.CreatedAt && ReasonOf(entry, order.Intent.Origin) is { } reason)
                    return reason;
            cursor = page.NextCursor;
        } while (cursor is not null);
        return null;
    }

    private static string? ReasonOf(JournalEntry entry, OrderOrigin origin) =>
        FundFacts.TypeOf(entry.Kind) is not { } type
            ? null
            : (type.Name, origin) switch
            {
                (nameof(FundFact.LadderStepped), OrderOrigin.Risk) => Text(Read<FundFact.LadderStepped>(entry)),
                (nameof(FundFact.TradingStateChanged), _) => Text(Read<FundFact.TradingStateChanged>(entry)),
                _ => null,
            };

    private static string? Text(FundFact.LadderStepped? fact) =>
        fact is null
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Drawdown ladder, {fact.Rung} rung at {fact.Drawdown:0.0000} below the high: {fact.Act}."
            );

    /// <summary>Only a state that takes risk away sends orders.</summary>
    private static string? Text(FundFact.TradingStateChanged? fact) =>
        fact is null or { State: TradingState.Active } ? null : $"{fact.By}: {fact.Reason}";

    private static T? Read<T>(JournalEntry entry)
        where T : FundFact => JsonSerializer.Deserialize<T>(entry.Payload, FundJson.Options);
}
