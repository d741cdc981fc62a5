using QuantFund.Core.Features.Daily;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Backtesting.Figures;

/// <summary>
/// What returns over the overnight rate say of a backtest; NaN (null in JSON) where a figure is undefined.
/// <paramref name="ExcessReturn"/>: their mean a year. <paramref name="RealisedOverForecast"/>: √(Σ r²/Σ f²) of the daily
/// returns and the forecasts of their volatility made the evening before, 1 = as forecast.
/// </summary>
public sealed record RiskFigures(
    double ExcessReturn,
    double Sharpe,
    double Sortino,
    IntervalFigures? SharpeInterval,
    MarketFigures? Market,
    double RealisedOverForecast
)
{
    internal static RiskFigures Of(IReadOnlyList<BacktestDay> days, ReturnSeries fund, ReturnSeries? market) =>
        new(
            Yearly(fund.Excess),
            SharpeRatio.Annual(fund.Excess),
            SortinoRatio.Annual(fund.Excess),
            IntervalFigures.Of(Statistics.SharpeInterval.Of(fund.Excess)),
            market is null || fund.Excess.Length == 0
                ? null
                : MarketFigures.Of(MarketModel.Fit(fund.Excess, market.Excess)),
            Realised(days, fund.Raw)
        );

    internal static double Yearly(double[] excess) =>
        excess.Length < SharpeRatio.LeastObservations ? double.NaN : Moments.Mean(excess) * Volatility.SessionsPerYear;

    private static double Realised(IReadOnlyList<BacktestDay> days, double[] raw)
    {
        double realised = 0,
            forecast = 0;
        var counted = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (!(days[i + 1].Forecast > 0))
                continue;
            realised += raw[i] * raw[i];
            forecast += days[i + 1].Forecast * days[i + 1].Forecast / Volatility.SessionsPerYear;
            counted++;
        }
        return counted < SharpeRatio.LeastObservations ? double.NaN : Math.Sqrt(realised / forecast);
    }
}

/// <summary>An interval of a ratio and how it was made.</summary>
public sealed record IntervalFigures(double Low, double High, double Level, string Method)
{
    internal static IntervalFigures? Of(SharpeInterval? interval) =>
        interval is null
            ? null
            : new IntervalFigures(
                interval.Low,
                interval.High,
                SharpeInterval.Level,
                FormattableString.Invariant(
                    $"stationary block bootstrap (Politis, Romano 1994), {SharpeInterval.Draws} draws, mean block {SharpeInterval.MeanBlock:0} sessions, seeded"
                )
            );
}

/// <summary>α a year and β against the market's fund, returns over the overnight rate, with the t values and how they were made.</summary>
public sealed record MarketFigures(string Symbol, double Alpha, double Beta, double AlphaT, double BetaT, string Errors)
{
    internal static MarketFigures Of(MarketModel model) =>
        new(
            Domain.Instruments.SectorFunds.Market.Value,
            model.Alpha,
            model.Beta,
            model.AlphaT,
            model.BetaT,
            FormattableString.Invariant($"Newey-West, {model.Lags} lags")
        );
}
