using Microsoft.Extensions.Logging;

namespace QuantFund.Infrastructure.Loops;

/// <summary>
/// Runs one kind of step again and again. A failure is logged once with its context, however often the same one comes
/// back, and once more when the step works again; the loop goes on.
/// </summary>
internal sealed class StepLog(string step, ILogger logger)
{
    private string? failing;

    public async Task RunAsync(Func<CancellationToken, Task> body, CancellationToken stopping)
    {
        try
        {
            await body(stopping);
            if (failing is not null)
                logger.LogInformation("{Step} works again", step);
            failing = null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The loop's own condition ends it.
        }
        catch (Exception e)
        {
            var kind = $"{e.GetType().FullName}: {e.Message}";
            if (!string.Equals(kind, failing, StringComparison.Ordinal))
                logger.LogError(e, "{Step} failed and will be tried again", step);
            failing = kind;
        }
    }
}
