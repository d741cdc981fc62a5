using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Fund.Views;

/// <summary>From a marked fund to the views of it: pure.</summary>
public static class FundBoard
{
    /// <summary>The trading state as it is shown: a stored halt always reads halted, over the others reconciling shows.</summary>
    public static TradingState Shown(TradingState stored, bool reconciled) =>
        stored == TradingState.Halted || reconciled ? stored : TradingState.Reconciling;

    public static FundView Fund(
        MarkedFund fund,
        bool reconciled,
        CycleView? lastCycle,
        MarketSource source,
        DateTimeOffset? nextSlot,
        long sequence
    ) =>
        new(
            Shown(fund.State.State, reconciled),
            lastCycle?.Mode,
            lastCycle?.Regime,
            source,
            fund.Book.AsOf,
            fund.Equity,
            fund.Book.Cash,
            fund.Equity - fund.Marks.DayOpen,
            fund.Drawdown,
            fund.GrossFraction,
            fund.NetFraction,
            Leverage: fund.GrossFraction,
            lastCycle?.Id,
            nextSlot,
            sequence
        );

    public static IReadOnlyList<PositionView> Positions(MarkedFund fund, Universe universe) =>
        [
            .. fund
                .Holdings.Where(h => h.Position.Quantity != 0m)
                .OrderBy(h => h.Position.Symbol)
                .Select(h =>
                {
                    var mark = fund.Book.Mark(h.Position);
                    var value = h.Position.Quantity * mark;
                    return new PositionView(
                        h.Position.Symbol,
                        h.Position.Quantity,
                        h.Position.AveragePrice,
                        mark,
                        value,
                        fund.Fraction(value),
                        SectorOf(h.Position.Symbol, universe),
                        h.Position.Quantity * (mark - h.Position.AveragePrice),
                        h.OpenedBy
                    );
                }),
        ];

    /// <summary>Each limit of the live monitor with its use, as fractions of equity.</summary>
    public static RiskView Risk(MarkedFund fund, Universe universe, RiskOptions limits, double vixScale)
    {
        var values = fund.Book.Positions.Values.Select(p =>
            (p.Symbol, Value: Math.Abs(p.Quantity * fund.Book.Mark(p)))
        );
        var largest = values.Select(v => v.Value).DefaultIfEmpty(0m).Max();
        var sector = values
            .GroupBy(v => SectorOf(v.Symbol, universe), StringComparer.Ordinal)
            .Select(g => g.Sum(v => v.Value))
            .DefaultIfEmpty(0m)
            .Max();
        var net = fund.NetFraction;
        return new RiskView(
            [
                Limit("position", limits.MaxPositionFraction, fund.Fraction(largest)),
                Limit("sectorGross", limits.MaxSectorGrossFraction, fund.Fraction(sector)),
                Limit("long", limits.MaxLongFraction, fund.LongFraction),
                Limit("gross", limits.MaxGrossFraction, fund.GrossFraction),
                Limit("netLong", limits.MaxNetFraction, Math.Max(net, 0)),
                Limit("netShort", -limits.MinNetFraction, Math.Max(-net, 0)),
                Limit("drawdown", limits.ThirdRungDrawdown, fund.Drawdown),
                Limit("dayLoss", limits.MaxDayLossFraction, DayLoss.Fraction(fund.Marks.DayOpen, fund.Equity)),
            ],
            fund.Ladder.Scale,
            RungOf(fund.Marks.RungsActed),
            vixScale,
            fund.Marks.HighWaterMark
        )
        {
            Rungs = [limits.FirstRungDrawdown, limits.SecondRungDrawdown, limits.ThirdRungDrawdown],
        };
    }

    private static LimitView Limit(string name, double limit, double use) =>
        new(name, "fractionOfEquity", limit, use, limit - use);

    private static string RungOf(int rungs) => Spelling.Of((Rung)rungs);

    private static string SectorOf(Symbol symbol, Universe universe) =>
        universe.IndexOf(symbol) is >= 0 and var row ? universe[row].Sector.Name : "";
}
