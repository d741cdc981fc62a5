using QuantFund.Infrastructure.Persistence;
using QuantFund.Web.CommandLine;
using QuantFund.Web.CommandLine.History;

namespace QuantFund.Web.Running;

/// <summary>
/// The fund that a verb acts on: the store that was named, else that of the one host that runs here, else <c>./data</c>.
/// <paramref name="Database"/>: PostgreSQL without its password; null = the file in <paramref name="DataDirectory"/>.
/// </summary>
public sealed record FundAtHand(string DataDirectory, string? Database, RunningHost? Host)
{
    public override string ToString() =>
        $"{(Database is null ? Path.Combine(DataDirectory, StoreName.File) : $"PostgreSQL {Database}")}, "
        + (Host is null ? "no host of this user runs on it" : $"running as {Host.ProcessAt}");

    /// <param name="configuration">What the user named.</param>
    /// <param name="running">The hosts of this machine.</param>
    /// <param name="stops">True for a halt: beside a host that runs, a folder without one is not what is meant.</param>
    /// <exception cref="VerbRefusedException">There is no such fund, or it can't be told which one is meant.</exception>
    public static FundAtHand Find(IConfiguration configuration, IReadOnlyList<RunningHost> running, bool stops)
    {
        var directory = StoreName.DirectoryOf(configuration);
        var directoryNamed = configuration[StoreName.DirectoryKey] is { Length: > 0 };
        if (StoreName.ConnectionOf(configuration) is { } connection)
            return OfDatabase(StoreName.Masked(connection), directoryNamed ? directory : null, directory, running);
        var here = running.FirstOrDefault(h => SameFolder(h.DataDirectory, directory));
        if (here is not null)
            return OfHost(here);
        var exists = File.Exists(Path.Combine(directory, StoreName.File));
        if (directoryNamed || running.Count == 0)
            return exists ? new FundAtHand(directory, null, null) : throw NoFund(directory, running);
        if (running.Count > 1 || (exists && !stops))
            throw Refused(
                $"Which fund is meant can't be told{(exists ? $": there is one in {directory}, and" : ":")} {Listed(running)}. "
                    + "Nothing was done. Name it with --Data:Directory=FOLDER or ConnectionStrings:Fund."
            );
        return OfHost(running[0]);
    }

    public static VerbRefusedException NoDatabase(FundAtHand fund) =>
        Refused(
            fund.Database is null
                ? $"There is no fund in {fund.DataDirectory} yet: its {StoreName.File} is empty. Nothing was done."
                : $"There is no fund in PostgreSQL {fund.Database}. Nothing was done. Check the Database in {StoreName.ConnectionKey}."
        );

    private static FundAtHand OfDatabase(
        string database,
        string? named,
        string directory,
        IReadOnlyList<RunningHost> running
    )
    {
        var host = running.FirstOrDefault(h =>
            string.Equals(h.Database, database, StringComparison.Ordinal)
            && (named is null || SameFolder(h.DataDirectory, named))
        );
        return new FundAtHand(host?.DataDirectory ?? directory, database, host);
    }

    private static FundAtHand OfHost(RunningHost host)
    {
        if (host.Database is not null)
            throw Refused(
                $"The fund that runs here ({host}) needs its connection string, which is written down nowhere else. Nothing was "
                    + $"done. Give it as {StoreName.ConnectionKey.Replace(":", "__", StringComparison.Ordinal)}"
                    + $"{(host.Address is null ? "." : $", or act at {host.Address}.")}"
            );
        if (!File.Exists(Path.Combine(host.DataDirectory, StoreName.File)))
            throw NoFund(host.DataDirectory, [host]);
        return new FundAtHand(host.DataDirectory, null, host);
    }

    private static VerbRefusedException NoFund(string directory, IReadOnlyList<RunningHost> running) =>
        Refused(
            $"There is no fund in {directory}. Nothing was done. Name its folder with --Data:Directory=FOLDER, or its database "
                + $"with {StoreName.ConnectionKey}.{(running.Count == 0 ? "" : $" Running here: {Listed(running)}.")}"
        );

    private static string Listed(IEnumerable<RunningHost> running) => string.Join("; ", running);

    private static VerbRefusedException Refused(string message) => new(ExitCode.BadUsage, message);

    private static bool SameFolder(string one, string other) =>
        string.Equals(
            Path.TrimEndingDirectorySeparator(one),
            Path.TrimEndingDirectorySeparator(other),
            OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
        );
}
