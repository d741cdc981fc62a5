using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Core.Fund.Events;

public enum AlarmLevel
{
    Notice,
    Warning,
    Critical,
}

/// <summary>Something an operator should know of, as one sentence. Sequence is that of its journal entry.</summary>
public sealed record FundAlarm(long Sequence, DateTimeOffset Time, AlarmLevel Level, string Title, string Text)
{
    /// <summary>The alarm that a fact raises, or null when it raises none.</summary>
    public static FundAlarm? Of(long sequence, DateTimeOffset time, FundFact fact) =>
        fact switch
        {
            FundFact.TradingStateChanged t => OfState(sequence, time, t),
            FundFact.CycleChanged { Cycle: { Status: CycleStatus.Expired } c } => new(
                sequence,
                time,
                AlarmLevel.Warning,
                $"The plan of cycle {c.Id} expired",
                c.Reason ?? "Nobody decided in time. Nothing of it was sent."
            ),
            FundFact.DifferenceFound d => new(
                sequence,
                time,
                AlarmLevel.Critical,
                "Book differs from the broker",
                $"{d.What}: the fund has {d.Ours}, the broker has {d.Theirs}."
            ),
            FundFact.LadderStepped l => new(
                sequence,
                time,
                AlarmLevel.Critical,
                $"Drawdown ladder: {l.Rung} rung",
                string.Create(CultureInfo.InvariantCulture, $"{l.Drawdown * 100:0.00}% below the high: {l.Act}.")
            ),
            FundFact.HighWaterMarkReset h when h.Previous != h.Equity => new(
                sequence,
                time,
                AlarmLevel.Notice,
                "High-water mark set anew",
                string.Create(CultureInfo.InvariantCulture, $"From ${h.Previous:N2} to ${h.Equity:N2}.")
            ),
            FundFact.OrderRefused o => new(
                sequence,
                time,
                AlarmLevel.Warning,
                $"Order for {o.Order.Symbol} not permitted",
                $"{o.Reason} (check: {o.Check})"
            ),
            FundFact.StrategyStateChanged { By: CycleLessons.Learning } s => new(
                sequence,
                time,
                AlarmLevel.Warning,
                $"{s.Strategy} put to {s.State.ToString().ToLowerInvariant()}",
                s.Reason
            ),
            FundFact.SlotsMissed m => new(
                sequence,
                time,
                AlarmLevel.Warning,
                $"{m.Count} slots missed",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"From {m.First:u} to {m.Last:u} market time; their rows say why."
                )
            ),
            FundFact.CycleChanged { Cycle: { Status: CycleStatus.Failed } c } => new(
                sequence,
                time,
                AlarmLevel.Critical,
                $"Cycle {c.Id} failed",
                c.Reason ?? "No reason was given."
            ),
            _ => null,
        };

    private static FundAlarm OfState(long sequence, DateTimeOffset time, FundFact.TradingStateChanged change)
    {
        var (level, title) = change switch
        {
            { State: TradingState.Halted } => (AlarmLevel.Critical, "Trading halted"),
            { FlattenBy: not null } => (AlarmLevel.Critical, "Every position is being closed"),
            { State: TradingState.ReduceOnly } => (AlarmLevel.Warning, "Only reductions are permitted"),
            _ => (AlarmLevel.Notice, "Orders are permitted again"),
        };
        return new(sequence, time, level, title, $"{change.By}: {change.Reason}");
    }
}
