namespace QuantFund.Web;

/// <summary>Why a host ends, for its exit code.</summary>
public static class HostEnd
{
    /// <summary>
    /// True when a background service has ended in an exception: the host then stops by itself, and whoever keeps it running
    /// must see that it was no stop that anybody asked for.
    /// </summary>
    public static bool HasFailedService(this IServiceProvider services) =>
        services
            .GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .Any(s => s.ExecuteTask is { IsFaulted: true });
}
