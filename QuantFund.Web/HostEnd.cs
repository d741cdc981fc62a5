using QuantFund.Web.CommandLine;

namespace QuantFund.Web;

/// <summary>Why a host ends, for its exit code.</summary>
public static class HostEnd
{
    /// <summary>Runs a host until it ends, and gives the exit code that says whether somebody asked for that.</summary>
    public static async Task<int> RunToItsEndAsync(this IHost host)
    {
        var life = host.Services.GetRequiredService<IHostApplicationLifetime>();
        var broken = false;
        life.ApplicationStopping.Register(() => broken = host.Services.HasFailedService());
        try
        {
            await host.RunAsync();
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop before it had started: an end as asked for, not a failure.
        }
        return broken ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>
    /// True when a background service has ended in an exception: the host then stops by itself, and whoever keeps it running
    /// must see that it was no stop that anybody asked for.
    /// </summary>
    private static bool HasFailedService(this IServiceProvider services) =>
        services
            .GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .Any(s => s.ExecuteTask is { IsFaulted: true });
}
