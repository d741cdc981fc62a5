using QuantFund.Infrastructure.Persistence;

namespace QuantFund.Web.Running;

/// <summary>
/// Says where this host is while it runs: once its store is there, and again once it listens. Register it after the store.
/// A user without a folder of their own is no reason not to run; the command line then has to be told the store.
/// </summary>
public sealed partial class HostNotice(
    RunningHosts hosts,
    IConfiguration configuration,
    IServiceProvider services,
    TimeProvider wallTime,
    ILogger<HostNotice> logger
) : IHostedLifecycleService, IDisposable
{
    private readonly DateTimeOffset startedAt = wallTime.GetUtcNow();
    private RunningHosts.Place? place;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Tell(null);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Tell(ListenAddress.OfBrowser(services));
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        try
        {
            place?.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The lock goes with the process, and whoever looks next removes the note.
            NotRemoved(e);
        }
        place = null;
    }

    private void Tell(string? address)
    {
        try
        {
            (place ??= hosts.Take()).Write(
                new RunningHost(
                    Environment.ProcessId,
                    address,
                    StoreName.DirectoryOf(configuration),
                    StoreName.ConnectionOf(configuration) is { } connection ? StoreName.Masked(connection) : null,
                    startedAt
                )
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NotTold(e.Message);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The command line can't find this host by itself ({Reason}): name its store there, or set Data:RunDirectory"
    )]
    private partial void NotTold(string reason);

    [LoggerMessage(LogLevel.Warning, "The note of where this host runs could not be removed")]
    private partial void NotRemoved(Exception e);
}
