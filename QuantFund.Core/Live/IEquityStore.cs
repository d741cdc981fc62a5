namespace QuantFund.Core.Live;

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
);

public interface IEquityStore
{
    Task AppendAsync(EquityPoint point, EquityMarks marks, CancellationToken cancellation);

    /// <summary>Writes the marks alone: a rung acted, a cut was finished, a person resumed, a day began.</summary>
    Task SaveMarksAsync(EquityMarks marks, CancellationToken cancellation);

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
