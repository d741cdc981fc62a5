using System.Globalization;
using QuantFund.Core.Fund.Engine;

namespace QuantFund.Infrastructure.Persistence.Sqlite;

/// <summary>
/// The lead as an exclusive lock on a file beside the database. The operating system lets go of it when the process
/// ends, however it ends. Who holds it is written in a second file, since a locked file can't be read everywhere.
/// </summary>
internal sealed class SqliteLease(string directory, TimeProvider wall) : ILeaderLease
{
    private readonly string lockFile = Path.Combine(directory, "fund.lock");
    private readonly string holderFile = Path.Combine(directory, "fund.lock-holder");

    public async Task<IHeldLease?> TryTakeAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory);
        FileStream file;
        try
        {
            file = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
        try
        {
            var since = wall.GetUtcNow().ToString("u", CultureInfo.InvariantCulture);
            var holder = $"process {Environment.ProcessId} on {Environment.MachineName} since {since}";
            await File.WriteAllTextAsync(holderFile, holder, cancellation);
            return new Held(file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public async Task<string?> HolderAsync(CancellationToken cancellation) =>
        File.Exists(holderFile) ? await File.ReadAllTextAsync(holderFile, cancellation) : null;

    private sealed class Held(FileStream file) : IHeldLease
    {
        /// <summary>A lock on an open file can't be lost while the process lives.</summary>
        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync() => file.DisposeAsync();
    }
}
