using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantFund.Core.Simulation.Clock;
using QuantFund.Infrastructure.Loops;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>
/// Steps the exchange four times a second of wall time, and stores the exact market time at a clean stop. A store that
/// can't be written holds the market, never the process.
/// </summary>
internal sealed class ExchangeLoop(
    PaperBroker exchange,
    SimulatedClock clock,
    TimeProvider wall,
    ILogger<ExchangeLoop> logger
) : BackgroundService
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
        var stepping = new StepLog("The exchange's step", logger);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await stepping.RunAsync(_ => StepAsync(), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A clean stop.
        }
    }

    private Task StepAsync()
    {
        exchange.Step();
        return Task.CompletedTask;
    }
}
