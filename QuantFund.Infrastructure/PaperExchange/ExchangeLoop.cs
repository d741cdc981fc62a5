using Microsoft.Extensions.Hosting;
using QuantFund.Core.Simulation;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>Steps the exchange four times a second of wall time, and stores the exact market time at a clean stop.</summary>
internal sealed class ExchangeLoop(PaperBroker exchange, SimulatedClock clock, TimeProvider wall) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        clock.Stop();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, wall);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                exchange.Step();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A clean stop.
        }
    }
}
