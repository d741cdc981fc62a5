using Microsoft.AspNetCore.SignalR;

namespace QuantFund.Web.Hubs;

/// <summary>
/// Logs what fails inside a call. The framework's own line for it is turned off (appsettings.json), because it takes a
/// refusal, which only the caller need know of, for a failure too.
/// </summary>
public sealed partial class HubFailures(ILogger<HubFailures> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception e) when (e is not (HubException or OperationCanceledException))
        {
            LogFailure(e, invocationContext.HubMethodName);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Error, "Hub call {Method} failed")]
    private partial void LogFailure(Exception exception, string method);
}
