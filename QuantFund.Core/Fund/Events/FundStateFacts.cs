using System.Collections.Immutable;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Core.Fund.Events;

/// <summary>What each fact does to the state. Facts are absolute: applying one twice changes nothing more.</summary>
internal static class FundStateFacts
{
    public static FundState Apply(FundState state, FundEvent happened) =>
        WithAlarm(WithReset(Apply(state, happened.Data), happened), happened);

    /// <summary>What a journalled event adds that no table keeps: the rest of a snapshot comes from the stores.</summary>
    public static FundState ApplyUntabled(FundState state, FundEvent happened)
    {
        var next = happened.Data switch
        {
            FundFact.OrderFilled f => state with { Fills = Newest(f.Fill, state.Fills, FundState.MostFills) },
            FundFact.DebateScored
            or FundFact.StrategiesWeighed
            or FundFact.StrategyStateChanged
            or FundFact.Reconciled => Apply(state, happened.Data),
            _ => state,
        };
        return WithAlarm(WithReset(next, happened), happened);
    }

    /// <summary>Quantities of one list, marks of the other where both hold the symbol.</summary>
    public static ImmutableArray<PositionView> Marked(
        ImmutableArray<PositionView> positions,
        ImmutableArray<PositionView> marks
    ) => [.. positions.Select(p => marks.FirstOrDefault(m => m.Symbol == p.Symbol) is { } m ? Mark(p, m) : p)];

    /// <summary>Drawdown is measured anew from a resume on.</summary>
    public static FundState WithReset(FundState state, FundEvent happened) =>
        happened.Data is FundFact.HighWaterMarkReset reset
            ? state with
            {
                MarkedAnew = new MarkReset(happened.Time, reset.Previous, reset.Equity),
            }
            : state;

    private static FundState WithAlarm(FundState state, FundEvent happened) =>
        FundAlarm.Of(happened.Sequence, happened.Time, happened.Data) is { } alarm
            ? state with
            {
                Alarms = Newest(alarm, state.Alarms, FundState.MostAlarms),
            }
            : state;

    private static FundState Apply(FundState s, FundFact fact) =>
        fact switch
        {
            FundFact.TradingStateChanged f => s with
            {
                Trading = new(f.State, f.Reason, f.By, f.Since, FlattenBy: f.FlattenBy),
            },
            FundFact.CycleChanged f => WithCycle(s, f.Cycle),
            FundFact.PlanAwaitsApproval f => s with { Waiting = f.Plan },
            FundFact.PlanDecided f => s.Waiting?.CycleId == f.CycleId ? s with { Waiting = null } : s,
            FundFact.OrderChanged f => s with { Orders = Placed(s.Orders, f.Order) },
            FundFact.OrderFilled f => WithFill(s, f),
            FundFact.LedgerAdopted f => s with { Positions = [.. f.Positions.Select(Adopted)] },
            FundFact.Reconciled f => WithReconciled(s, f.Time),
            FundFact.StrategyStateChanged f => s with
            {
                Strategies = [.. s.Strategies.Select(x => x.Id == f.Strategy ? x with { State = f.State } : x)],
                Learning = s.Learning is { } learning
                    ? learning with
                    {
                        Strategies =
                        [
                            .. learning.Strategies.Select(x => x.Id == f.Strategy ? x with { State = f.State } : x),
                        ],
                    }
                    : null,
            },
            FundFact.DebateScored f => s with { Debate = f.Debate },
            FundFact.StrategiesWeighed f => s with { Strategies = [.. f.Strategies] },
            FundFact.Learned f => s with { Learning = f.Learning },
            FundFact.FundMarked f => s with { Fund = WithLastCycle(f.Fund, s.Cycles) },
            FundFact.PositionsMarked f => s with { Positions = [.. f.Positions] },
            FundFact.EquityMarked f => s with { Equity = s.Equity.With(f.Point) },
            FundFact.PhaseMoved f => WithPhase(s, f.Phase),
            FundFact.RiskMeasured f => s with { Risk = f.Risk },
            FundFact.SourcesChanged f => s with { Sources = [.. f.Sources] },
            _ => s,
        };

    private static FundState WithCycle(FundState s, CycleView cycle)
    {
        var known = s.Cycles.Any(c => c.Id == cycle.Id);
        var cycles = known
            ? [.. s.Cycles.Select(c => c.Id == cycle.Id ? cycle : c)]
            : Newest(cycle, s.Cycles, FundState.MostCycles);
        var keepsPhases =
            known || cycle.Status == CycleStatus.Skipped || s.Phases.FirstOrDefault()?.CycleId == cycle.Id;
        var stillWaits = s.Waiting?.CycleId != cycle.Id || cycle.Status == CycleStatus.AwaitingApproval;
        return s with
        {
            Cycles = cycles,
            Fund = s.Fund is { } fund ? WithLastCycle(fund, cycles) : null,
            Phases = keepsPhases ? s.Phases : [],
            Waiting = stillWaits || cycle.FinishedAt is null ? s.Waiting : null,
        };
    }

    /// <summary>
    /// Whoever hears that a cycle completed finds it in the fund's line as well: the next mark may be a second away, and
    /// one that was taken just before does not turn it back.
    /// </summary>
    private static FundView WithLastCycle(FundView fund, ImmutableArray<CycleView> newestFirst) =>
        newestFirst.FirstOrDefault(c => c.Status == CycleStatus.Completed) is { } last
            ? fund with
            {
                Mode = last.Mode,
                Regime = last.Regime,
                LastCycleId = last.Id,
            }
            : fund;

    private static FundState WithPhase(FundState s, PhaseView phase)
    {
        if (s.Phases.FirstOrDefault() is { } first && first.CycleId != phase.CycleId)
            return s with { Phases = [phase] };
        var place = s.Phases.FindIndex(p => string.Equals(p.Phase, phase.Phase, StringComparison.Ordinal));
        return s with { Phases = place < 0 ? s.Phases.Add(phase) : s.Phases.SetItem(place, phase) };
    }

    private static FundState WithReconciled(FundState s, DateTimeOffset time) =>
        s with
        {
            ReconciledAt = time,
            Fund = s.Fund is { TradingState: TradingState.Reconciling }
                ? s.Fund with
                {
                    TradingState = s.Trading.State,
                }
                : s.Fund,
        };

    private static FundState WithFill(FundState s, FundFact.OrderFilled f) =>
        s with
        {
            Orders = Placed(s.Orders, f.Order),
            Fills = Newest(f.Fill, s.Fills, FundState.MostFills),
            Fund = s.Fund is { } fund ? fund with { Cash = f.Cash } : null,
            Positions = PositionAfter(s, f),
        };

    private static ImmutableArray<PositionView> PositionAfter(FundState s, FundFact.OrderFilled f)
    {
        var before = s.Positions.FirstOrDefault(p => p.Symbol == f.Fill.Symbol);
        if (f.Position == 0m)
            return before is null ? s.Positions : s.Positions.Remove(before);
        if (before is not null && before.Quantity == f.Position)
            return s.Positions;
        var equity = s.Fund?.Equity ?? 0m;
        var held = new Position(f.Fill.Symbol, before?.Quantity ?? 0m, before?.AveragePrice ?? 0m);
        var (_, quantity, average) = held.After(f.Position - held.Quantity, f.Fill.Price);
        var after = Valued((before ?? New(f.Fill)) with { Quantity = quantity, AveragePrice = average }, equity);
        return before is null ? s.Positions.Add(after) : s.Positions.Replace(before, after);
    }

    private static PositionView New(FillView fill) =>
        new(fill.Symbol, fill.Quantity, fill.Price, fill.Price, 0m, 0, "", 0m, fill.CycleId);

    /// <summary>A position at cost: no mark has come yet.</summary>
    public static PositionView Adopted(Position p) =>
        Valued(new(p.Symbol, p.Quantity, p.AveragePrice, p.AveragePrice, 0m, double.NaN, "", 0m, null), 0m);

    private static PositionView Mark(PositionView p, PositionView marked)
    {
        var known = double.IsFinite(marked.Weight) && marked.Weight != 0;
        var equity = known ? marked.MarketValue / (decimal)marked.Weight : 0m;
        return Valued(p with { Mark = marked.Mark, Sector = marked.Sector }, equity);
    }

    private static PositionView Valued(PositionView p, decimal equity) =>
        p with
        {
            MarketValue = p.Quantity * p.Mark,
            Weight = equity == 0m ? double.NaN : (double)(p.Quantity * p.Mark / equity),
            UnrealizedPnl = p.Quantity * (p.Mark - p.AveragePrice),
        };

    private static ImmutableArray<OrderView> Placed(ImmutableArray<OrderView> orders, OrderView order)
    {
        var place = orders.FindIndex(o => o.ClientOrderId == order.ClientOrderId);
        return place < 0 ? Newest(order, orders, FundState.MostOrders) : orders.SetItem(place, order);
    }

    private static ImmutableArray<T> Newest<T>(T item, ImmutableArray<T> older, int most) =>
        [item, .. older.Take(most - 1)];

    private static int FindIndex<T>(this ImmutableArray<T> items, Predicate<T> match)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (match(items[i]))
                return i;
        }
        return -1;
    }
}
