using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Risk;

namespace QuantFund.Infrastructure.Persistence.Inputs;

/// <summary>
/// A cycle's inputs as they are stored: what is small and its own here, the rest by the names of its parts.
/// </summary>
internal sealed record StoredInputs(
    string Build,
    string Debater,
    StoredRequest Request,
    CycleMemory Memory,
    DecisionOptions Policy,
    StoredSnapshot Snapshot
)
{
    public const int CurrentVersion = 1;

    /// <summary>For the row's column: versions that this program reads.</summary>
    public static bool Reads(int version) => version is >= 1 and <= CurrentVersion;
}

internal sealed record StoredRequest(
    CycleId Cycle,
    DateTimeOffset AsOf,
    Session Session,
    DateTimeOffset BookAsOf,
    decimal Cash,
    IReadOnlyList<Position> Positions,
    IReadOnlyDictionary<Symbol, decimal> Marks,
    LadderState Ladder,
    TradingState TradingState,
    IReadOnlyDictionary<StrategyId, StrategyState> Strategies,
    MarketSource Source
)
{
    /// <summary>None in what an earlier version stored.</summary>
    public ClosedTrades Trades { get; init; } = ClosedTrades.None;

    public static StoredRequest Of(DecisionRequest request) =>
        new(
            request.Cycle,
            request.AsOf,
            request.Session,
            request.Book.AsOf,
            request.Book.Cash,
            [.. request.Book.Positions.Values.OrderBy(p => p.Symbol)],
            request.Book.Marks.OrderBy(m => m.Key).ToDictionary(),
            request.Ladder,
            request.TradingState,
            request.Strategies.OrderBy(s => s.Key.Value, StringComparer.Ordinal).ToDictionary(),
            request.Source
        )
        {
            Trades = request.Book.Trades,
        };

    public DecisionRequest ToRequest(CycleMemory memory) =>
        new(
            Cycle,
            AsOf,
            Session,
            new Book(BookAsOf, Cash, Positions.ToFrozenDictionary(p => p.Symbol), Marks.ToFrozenDictionary())
            {
                Trades = Trades,
            },
            memory,
            Ladder,
            TradingState,
            Strategies.ToFrozenDictionary(),
            Source,
            Preview: false
        );
}

/// <summary>Which parts the market snapshot is made of, in order. Today's bars have a part each, earlier sessions one each.</summary>
internal sealed record StoredSnapshot(
    DateTimeOffset AsOf,
    string Universe,
    StoredDaily? Daily,
    StoredIntraday? Intraday,
    string Quotes,
    IReadOnlyList<string> Vix,
    IReadOnlyList<string> News,
    IReadOnlyList<string> Macro,
    AccountReading? Account,
    string Borrow,
    IReadOnlyList<SourceStatus> Sources
)
{
    public IEnumerable<string> Parts() =>
        [
            Universe,
            .. Daily is null ? [] : (string[])[Daily.Part],
            .. Intraday is null ? [] : Intraday.Earlier.Concat(Intraday.Today),
            Quotes,
            .. Vix,
            .. News,
            .. Macro,
            Borrow,
        ];
}

internal sealed record StoredDaily(IReadOnlyList<DateOnly> Sessions, string Part)
{
    /// <summary>Jumps that had been explained; null = none.</summary>
    public IReadOnlyList<StoredExplanation>? Explained { get; init; }
}

internal sealed record StoredExplanation(int Row, DateOnly Date);

internal sealed record StoredIntraday(
    IReadOnlyList<Session> Sessions,
    IReadOnlyList<string> Earlier,
    IReadOnlyList<string> Today
);
