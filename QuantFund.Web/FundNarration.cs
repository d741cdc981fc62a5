using QuantFund.Core.Domain.Formats;
using QuantFund.Core.Fund.Events;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web;

/// <summary>
/// Says on the console what happens: a line for each cycle that ends, and for each alarm, halts and resumes among them.
/// </summary>
public sealed partial class FundNarration(IFundEvents events, ILogger<FundNarration> logger) : BackgroundService
{
    /// <summary>The line for one event; null where the console says nothing of it.</summary>
    public static string? LineOf(FundEvent happened)
    {
        if (FundAlarm.Of(happened.Sequence, happened.Time, happened.Data) is { } alarm)
            return Printable.Of($"{WordOf(alarm.Level)}: {alarm.Title}. {alarm.Text}");
        if (happened.Data is not FundFact.CycleChanged { Cycle: { FinishedAt: not null } cycle })
            return null;
        var slot = cycle.Slot is { } at ? $"Cycle of {Times.Day(at)}" : $"Cycle by hand, {Times.Day(cycle.StartedAt)}";
        var took = cycle.Timings.Count == 0 ? "" : $", {Times.Took(cycle.Timings.Values.Sum())}";
        var reason = string.IsNullOrWhiteSpace(cycle.Reason) ? "" : $": {cycle.Reason}";
        return Printable.Of(
            $"{slot}: {Words.Of(cycle.Status).ToLowerInvariant()}, {Words.Count(cycle.Trades, "trade", "trades")}{took}{reason}"
        );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = events.Subscribe();
        try
        {
            await foreach (var happened in subscription.ReadAllAsync(stoppingToken))
                if (LineOf(happened) is { } line)
                    Say(line);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops, and so does its narrator.
        }
    }

    private static string WordOf(AlarmLevel level) => level == AlarmLevel.Notice ? "Note" : $"Alarm ({level})";

    [LoggerMessage(LogLevel.Information, "{Line:l}")]
    private partial void Say(string line);
}
