using QuantFund.Core.Fund.Views;

namespace QuantFund.Core.Fund.State;

/// <summary>
/// High-water mark and day's opening equity, in dollars; kept so that a restart forgets no drawdown.
/// <paramref name="RungsActed"/>: how many rungs of the drawdown ladder have acted and not re-armed (each acts once).
/// <paramref name="CutGrossTo"/>: gross market value, dollars, that an unfinished cut of the ladder is bringing the book
/// down to; null when none is under way.
/// </summary>
public sealed record EquityMarks(
    decimal HighWaterMark,
    decimal PreviousHighWaterMark,
    DateOnly Day,
    decimal DayOpen,
    int RungsActed = 0,
    decimal? CutGrossTo = null
)
{
    /// <summary>What prices were believed last; a person who resumes has seen them all.</summary>
    public ProvenMarks Proven { get; init; } = ProvenMarks.None;

    /// <summary>The marks of a fund that a person has resumed at an equity, dollars: drawdown begins anew there.</summary>
    public EquityMarks AnewAt(decimal equity) =>
        this with
        {
            HighWaterMark = equity,
            PreviousHighWaterMark = HighWaterMark,
            RungsActed = 0,
            CutGrossTo = null,
            Proven = ProvenMarks.None,
        };
}

public interface IEquityStore
{
    /// <summary>Adds a point, and writes the marks as <see cref="SaveMarksAsync"/> does.</summary>
    Task<EquityMarks> AppendAsync(
        EquityPoint point,
        EquityMarks marks,
        EquityMarks? known,
        CancellationToken cancellation
    );

    /// <summary>
    /// Writes the marks alone (a rung acted, a cut was finished, a day began), unless the store holds others than
    /// <paramref name="known"/> (null = none): then a person has resumed meanwhile, from whatever process, and theirs stay.
    /// Gives what the store holds now.
    /// </summary>
    Task<EquityMarks> SaveMarksAsync(EquityMarks marks, EquityMarks? known, CancellationToken cancellation);

    Task<EquityMarks?> MarksAsync(CancellationToken cancellation);

    /// <summary>Points oldest first; bucketed to <paramref name="resolution"/> (last of each) when given, and thinned to at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<EquityPoint>> RangeAsync(
        DateTimeOffset? from,
        DateTimeOffset? to,
        TimeSpan? resolution,
        int most,
        CancellationToken cancellation
    );
}
