using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>The fund's headline figures, each with its unit and a sentence.</summary>
public static class FundFigures
{
    public static FigureModel Equity(FundView f) =>
        new("Equity", Money.Usd(f.Equity), $"Cash {Money.Usd(f.Cash)} plus positions at their marks");

    public static FigureModel DayPnl(FundView f)
    {
        var start = f.Equity - f.DayPnl;
        var fraction = start == 0m ? double.NaN : (double)(f.DayPnl / start);
        return new(
            "Profit and loss today",
            Money.Signed(f.DayPnl),
            $"{Fractions.Percent(fraction, 2, plus: true)} since the day began at {Money.Whole(start)}",
            Words.ToneOf(f.DayPnl)
        );
    }

    /// <param name="anew">The last resume, since which the drawdown is measured; null where there was none.</param>
    public static FigureModel Drawdown(FundView f, RiskView? risk, MarkReset? anew) =>
        new(
            "Drawdown",
            Fractions.Percent(f.Drawdown, 2),
            (risk is null ? "Below the highest equity" : $"Below the highest equity, {Money.Usd(risk.HighWaterMark)}")
                + (
                    anew is null
                        ? ""
                        : $", since trading was resumed on {Times.Day(anew.Time)}; the high before was {Money.Usd(anew.Previous)}"
                ),
            DrawdownBands.Of(risk).ToneOf(f.Drawdown)
        );

    public static FigureModel Exposure(FundView f) =>
        new(
            "Gross and net exposure",
            $"{Fractions.Percent(f.GrossExposure)} / {Fractions.Percent(f.NetExposure, plus: true)}",
            $"Longs plus shorts / longs less shorts, of equity; long exposure {Fractions.Percent((f.GrossExposure + f.NetExposure) / 2)}, leverage (gross over equity) {Fractions.Number(f.Leverage)}×"
        );

    public static FigureModel Regime(FundView f) =>
        f.Regime is { } r
            ? new(
                "Market regime",
                Words.Regime(r),
                $"{Words.Vix(r)} · mean correlation {Fractions.Number(r.Correlation)}",
                IsText: true
            )
            : new("Market regime", "Not judged yet", "The first cycle classifies the market");

    public static FigureModel NextCycle(FundView f) =>
        f.NextSlot is { } slot
            ? new(
                "Next cycle",
                slot - f.Clock < TimeSpan.FromHours(12) ? Times.Minute(slot) : Times.Day(slot),
                slot > f.Clock ? $"In {Times.Span(slot - f.Clock)} of market time, New York" : "Due now"
            )
            : new(
                "Next cycle",
                "None scheduled",
                f.Source == MarketSource.Replay ? "The replayed history has ended" : "Cycles run in market hours"
            );
}
