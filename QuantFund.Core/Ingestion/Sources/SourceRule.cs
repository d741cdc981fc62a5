using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Ingestion.Sources;

/// <summary>When a source can have something new to say.</summary>
public enum SourceCadence
{
    /// <summary>At any moment.</summary>
    Always,

    /// <summary>When a session has closed that the last answer does not hold.</summary>
    SessionClose,

    /// <summary>When a 15-minute bar has ended that the last answer does not hold.</summary>
    BarEnd,
}

/// <summary>What the age of a value is measured in.</summary>
public enum AgeMeasure
{
    /// <summary>Market time, nights and weekends included.</summary>
    MarketTime,

    /// <summary>Time in which the market was open: a quote at the close is as good until the next open.</summary>
    OpenTime,
}

/// <summary>
/// How one source is refreshed and how long its value counts, all in market time. It is asked at most once in
/// <paramref name="Every"/>, and, after a failure, once in <paramref name="RetryEvery"/>.
/// <paramref name="FreshFor"/> null = fresh while no more than <paramref name="FreshSessions"/> sessions have opened since.
/// </summary>
public sealed record SourceRule(
    string Name,
    TimeSpan Every,
    TimeSpan RetryEvery,
    SourceCadence Cadence,
    AgeMeasure Measure,
    TimeSpan? FreshFor,
    int FreshSessions = 0
);
