using System.Collections.Frozen;
using System.Text.Json;

namespace QuantFund.Core.Fund.Events;

/// <summary>Stream and kind of every fact: one table for the journal, the hub and the replica.</summary>
public static class FundFacts
{
    private static readonly (Type Type, string Stream, bool Journalled)[] Table =
    [
        (typeof(FundFact.TradingStateChanged), "fund", true),
        (typeof(FundFact.Reconciled), "fund", true),
        (typeof(FundFact.LedgerAdopted), "fund", true),
        (typeof(FundFact.DifferenceFound), "risk", true),
        (typeof(FundFact.LadderStepped), "risk", true),
        (typeof(FundFact.HighWaterMarkReset), "risk", true),
        (typeof(FundFact.CycleChanged), "cycles", true),
        (typeof(FundFact.SlotsMissed), "cycles", true),
        (typeof(FundFact.PlanAwaitsApproval), "cycles", true),
        (typeof(FundFact.PlanDecided), "cycles", true),
        (typeof(FundFact.OrderChanged), "orders", true),
        (typeof(FundFact.OrderRefused), "orders", true),
        (typeof(FundFact.OrderFilled), "orders", true),
        (typeof(FundFact.DebateScored), "debate", true),
        (typeof(FundFact.StrategiesWeighed), "strategies", true),
        (typeof(FundFact.StrategyStateChanged), "strategies", true),
        (typeof(FundFact.ApiKeyIssued), "fund", true),
        (typeof(FundFact.ApiKeyRevoked), "fund", true),
        (typeof(FundFact.JobsChanged), "fund", true),
        (typeof(FundFact.FundMarked), "fund", false),
        (typeof(FundFact.EquityMarked), "fund", false),
        (typeof(FundFact.PositionsMarked), "positions", false),
        (typeof(FundFact.PhaseMoved), "cycles", false),
        (typeof(FundFact.RiskMeasured), "risk", false),
        (typeof(FundFact.Learned), "strategies", false),
        (typeof(FundFact.SourcesChanged), "sources", false),
    ];

    private static readonly FrozenDictionary<Type, (string Stream, string Kind, bool Journalled)> ByType =
        Table.ToFrozenDictionary(r => r.Type, r => (r.Stream, KindOf(r.Type), r.Journalled));

    private static readonly FrozenDictionary<string, Type> ByKind = Table.ToFrozenDictionary(
        r => KindOf(r.Type),
        r => r.Type,
        StringComparer.Ordinal
    );

    public static IReadOnlyList<string> Streams { get; } =
    ["fund", "positions", "orders", "cycles", "debate", "strategies", "risk", "sources"];

    public static (string Stream, string Kind, bool Journalled) Describe(FundFact fact) => ByType[fact.GetType()];

    /// <summary>The type behind a kind in the journal; null for one that this version does not know.</summary>
    public static Type? TypeOf(string kind) => ByKind.GetValueOrDefault(kind);

    public static string KindOf<T>()
        where T : FundFact => ByType[typeof(T)].Kind;

    public static FundEvent At(this FundFact fact, long sequence, DateTimeOffset time)
    {
        var (stream, kind, journalled) = Describe(fact);
        return new FundEvent(sequence, time, stream, kind, fact, journalled);
    }

    /// <summary>The event that a line of the journal keeps; null for a kind that this version does not know.</summary>
    /// <exception cref="JsonException">The line's text is not what its kind says.</exception>
    public static FundEvent? EventOf(JournalEntry entry) =>
        EventOf(entry.Sequence, entry.Time, entry.Kind, entry.Payload);

    /// <inheritdoc cref="EventOf(JournalEntry)"/>
    public static FundEvent? EventOf(long sequence, DateTimeOffset time, string kind, string payload) =>
        TypeOf(kind) is { } type && JsonSerializer.Deserialize(payload, type, FundJson.Options) is FundFact fact
            ? fact.At(sequence, time)
            : null;

    private static string KindOf(Type type) => char.ToLowerInvariant(type.Name[0]) + type.Name[1..];
}
