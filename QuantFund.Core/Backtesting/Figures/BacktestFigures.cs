using QuantFund.Core.Statistics;

namespace QuantFund.Core.Backtesting.Figures;

/// <summary>What the change of equity is made of, dollars: price P&amp;L − trading cost − fees − borrow + interest.</summary>
public sealed record BacktestLines(
    double PricePnl,
    double TradingCost,
    double Fees,
    double Borrow,
    double Interest,
    double EquityChange
)
{
    public static BacktestLines Of(IReadOnlyList<BacktestDay> days) =>
        new(
            (double)days.Sum(d => d.PricePnl),
            (double)days.Sum(d => d.TradingCost),
            (double)days.Sum(d => d.Fees),
            (double)days.Sum(d => d.Borrow),
            (double)days.Sum(d => d.Interest),
            (double)(days[^1].Equity - days[0].Equity)
        );
}

/// <summary>NaN where nothing was closed.</summary>
public sealed record ClosedTradeFigures(int Count, double WinRate);

/// <summary>A <see cref="StrategyResult"/> as figures, dollars.</summary>
public sealed record StrategyFigures(
    string Strategy,
    double Net,
    double PricePnl,
    double TradingCost,
    double Fees,
    double Borrow,
    int Trades,
    int Spoke,
    string? Silence
)
{
    public static StrategyFigures Of(StrategyResult result) =>
        new(
            result.Strategy,
            (double)result.Net,
            (double)result.PricePnl,
            (double)result.TradingCost,
            (double)result.Fees,
            (double)result.Borrow,
            result.Trades,
            result.Spoke,
            result.Silence
        )
        {
            Sharpe = SharpeRatio.Annual([.. result.Excess.Skip(1)]),
        };

    /// <summary>
    /// Of what it brought to the whole fund, over what the cash in its longs would have earned overnight; NaN (null in JSON)
    /// below 20 sessions and where it never held anything.
    /// </summary>
    public double Sharpe { get; init; }
}

/// <summary>The sessions that were decided upon in one regime (volatility and trend), and what they brought, dollars.</summary>
public sealed record RegimeResult(
    string Regime,
    int Sessions,
    double PricePnl,
    double Costs,
    double Borrow,
    double Interest,
    double EquityChange
)
{
    /// <summary>These sessions' returns one after another, a fraction.</summary>
    public double Return { get; init; }

    /// <summary>Of their returns over the overnight rate; NaN (null in JSON) below 20 sessions.</summary>
    public double Sharpe { get; init; }
}

/// <summary>Buying the market at the first close and holding it.</summary>
public sealed record BenchmarkFigures(
    string Symbol,
    double TotalReturn,
    double AnnualReturn,
    double Volatility,
    double Sharpe,
    double Correlation
)
{
    /// <summary>Mean return over the overnight rate, a year.</summary>
    public double ExcessReturn { get; init; }

    public double Sortino { get; init; }

    public double MaxDrawdown { get; init; }

    internal static BenchmarkFigures Of(double[] values, ReturnSeries market, ReturnSeries fund) =>
        new(
            Domain.Instruments.SectorFunds.Market.Value,
            (values[^1] / values[0]) - 1,
            BacktestReport.Annual(values),
            BacktestReport.AnnualVolatility(market.Raw),
            SharpeRatio.Annual(market.Excess),
            fund.Raw.Length == market.Raw.Length ? Statistics.Correlation.Pearson(fund.Raw, market.Raw) : double.NaN
        )
        {
            ExcessReturn = RiskFigures.Yearly(market.Excess),
            Sortino = SortinoRatio.Annual(market.Excess),
            MaxDrawdown = DrawdownSpell.Deepest(values),
        };
}
