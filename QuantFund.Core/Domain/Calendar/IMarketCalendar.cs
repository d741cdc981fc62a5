namespace QuantFund.Core.Domain.Calendar;

/// <summary>The sessions of an exchange, 1998 to 2030. Dates outside throw <see cref="ArgumentOutOfRangeException"/>.</summary>
public interface IMarketCalendar
{
    /// <summary>The session of a New York date, or null on a weekend or holiday.</summary>
    Session? SessionOn(DateOnly date);

    /// <summary>The session that a moment falls into, or null when the market is closed then.</summary>
    Session? SessionAt(DateTimeOffset time);

    /// <summary>The first session that opens after a moment.</summary>
    Session NextAfter(DateTimeOffset time);

    /// <summary>The last session that closed at or before a moment.</summary>
    Session LastClosedBy(DateTimeOffset time);

    /// <summary>Sessions from one date to another, both included, oldest first.</summary>
    IReadOnlyList<Session> Sessions(DateOnly from, DateOnly to);

    /// <summary>The last <paramref name="count"/> sessions up to and with the given date, oldest first.</summary>
    IReadOnlyList<Session> LastSessions(DateOnly through, int count);
}
