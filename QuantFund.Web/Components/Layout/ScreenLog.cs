namespace QuantFund.Web.Components.Layout;

/// <summary>What the screen logs: a circuit's outer edge, where an act of the operator failed.</summary>
internal static partial class ScreenLog
{
    [LoggerMessage(LogLevel.Error, "The {Act} that was asked for on the page failed")]
    public static partial void ActFailed(ILogger logger, string act, Exception exception);
}
