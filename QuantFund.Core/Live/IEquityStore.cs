namespace QuantFund.Core.Live;

/// <summary>High-water mark and day's opening equity, in dollars; kept so that a restart forgets no drawdown.</summary>
public sealed record EquityMarks(decimal HighWaterMark, decimal PreviousHighWaterMark, DateOnly Day, decimal DayOpen);

public interface IEquityStore
{
    Task AppendAsync(EquityPoint point, EquityMarks marks, CancellationToken cancellation);

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
