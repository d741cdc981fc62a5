namespace QuantFund.Web.Running;

/// <summary>
/// A host of this machine, as it tells the user's other processes. <paramref name="Address"/>: for a browser, null until
/// it listens. <paramref name="Database"/>: its PostgreSQL database without the password; null = <c>fund.db</c> in
/// <paramref name="DataDirectory"/>. <paramref name="StartedAt"/> in wall time.
/// </summary>
public sealed record RunningHost(
    int ProcessId,
    string? Address,
    string DataDirectory,
    string? Database,
    DateTimeOffset StartedAt
)
{
    public string Store => Database is null ? DataDirectory : $"PostgreSQL {Database}";

    public string ProcessAt => $"process {ProcessId}{(Address is null ? "" : $" at {Address}")}";

    public override string ToString() => $"{ProcessAt} over {Store}";
}
