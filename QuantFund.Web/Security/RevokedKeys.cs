using QuantFund.Core.Fund.Events;

namespace QuantFund.Web.Security;

/// <summary>Ends the open connections of a key when it is revoked, by whatever process.</summary>
public sealed class RevokedKeys(IFundEvents events, LiveCallers callers) : BackgroundService
{
    private IFundSubscription? heard;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first connection can be opened.
        heard = events.Subscribe();
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        heard?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var happened in heard!.ReadAllAsync(stoppingToken))
                if (happened.Data is FundFact.ApiKeyRevoked revoked)
                    callers.End(ApiKeyHandler.CallerOf(revoked.Id));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A clean stop.
        }
    }
}
