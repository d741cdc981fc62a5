using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Engine;
using QuantFund.Infrastructure.Persistence;

namespace QuantFund.Infrastructure.Loops;

/// <summary>Notes the market's time at each heartbeat while this process leads, for processes that run no market.</summary>
internal sealed class ClockNoteLoop(
    FundEngine engine,
    IMarketSteps steps,
    MarketClockNote note,
    MarketTime market,
    TimeProvider wall,
    ILogger<ClockNoteLoop> logger
) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var noting = new StepLog("Noting the market's time", logger);
        while (!stoppingToken.IsCancellationRequested)
        {
            await noting.RunAsync(NoteAsync, stoppingToken);
            await Task.Delay(Again, wall, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task NoteAsync(CancellationToken stop)
    {
        await foreach (var _ in steps.StepsAsync(stop))
            // Only who leads is reconciled; a standby's market may be at another time.
            if (engine.Reconciled)
                note.Write(market.Now);
    }
}
