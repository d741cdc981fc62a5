using System.Text.Json;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>A cycle; the unique <see cref="Slot"/> is what makes a slot run once. <see cref="Place"/> orders and pages.</summary>
internal sealed class CycleRow
{
    public required string Id { get; set; }
    public long Place { get; set; }
    public DateTimeOffset? Slot { get; set; }
    public CycleStatus Status { get; set; }
    public bool IsFinished { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
    public FundMode? Mode { get; set; }
    public string? Regime { get; set; }
    public TradingState TradingState { get; set; }
    public string? PlanHash { get; set; }
    public int Trades { get; set; }
    public required string Timings { get; set; }
    public string? Reason { get; set; }

    public static CycleRow New(CycleView cycle, long place)
    {
        var row = new CycleRow
        {
            Id = cycle.Id.Value,
            Place = place,
            Slot = cycle.Slot,
            Timings = "{}",
        };
        row.Take(cycle);
        return row;
    }

    /// <summary>What changes while a cycle runs; its id and slot never do.</summary>
    public void Take(CycleView cycle)
    {
        Status = cycle.Status;
        IsFinished = cycle.Status is not (CycleStatus.Running or CycleStatus.AwaitingApproval or CycleStatus.Executing);
        StartedAt = cycle.StartedAt;
        FinishedAt = cycle.FinishedAt;
        Mode = cycle.Mode;
        Regime = cycle.Regime is null ? null : JsonSerializer.Serialize(cycle.Regime, FundJson.Options);
        TradingState = cycle.TradingState;
        PlanHash = cycle.PlanHash;
        Trades = cycle.Trades;
        Timings = JsonSerializer.Serialize(cycle.Timings, FundJson.Options);
        Reason = cycle.Reason;
    }

    public CycleView ToView() =>
        new(
            new CycleId(Id),
            Slot,
            Status,
            StartedAt,
            FinishedAt,
            Mode,
            Regime is null ? null : JsonSerializer.Deserialize<RegimeView>(Regime, FundJson.Options),
            TradingState,
            PlanHash,
            Trades,
            JsonSerializer.Deserialize<Dictionary<string, double>>(Timings, FundJson.Options) ?? [],
            Reason
        );
}
