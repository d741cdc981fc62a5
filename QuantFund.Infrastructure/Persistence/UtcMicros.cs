namespace QuantFund.Infrastructure.Persistence;

/// <summary>
/// Times as both databases keep them: whole microseconds UTC. Everything that is written is cut to them first, so that
/// a value read back equals the value that was hashed.
/// </summary>
internal static class UtcMicros
{
    public static long Of(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long micros) =>
        DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset Cut(DateTimeOffset time) => ToTime(Of(time));
}
