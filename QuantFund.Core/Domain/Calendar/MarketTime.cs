namespace QuantFund.Core.Domain.Calendar;

/// <summary>
/// The exchange's clock: slots, bars, freshness, order deadlines, horizons and every stored time. The plain
/// <see cref="TimeProvider"/> of the container is wall time, for I/O timeouts, leases, permits and expiry of sign-ins
/// and approvals. Two types, so that they can't be confused.
/// </summary>
public sealed class MarketTime(TimeProvider provider)
{
    public TimeProvider Provider { get; } = provider;

    public DateTimeOffset Now => Provider.GetUtcNow();
}
