using QuantFund.Core.Statistics;

namespace QuantFund.Core.Backtesting;

/// <summary>
/// The figures of a backtest. Returns are fractions over trading days, the year has 252; NaN (null in JSON) where a figure
/// is undefined, as the Sharpe ratio of a constant series. Money in dollars. Turnover: value traded a year over mean equity.
/// </summary>
public sealed record BacktestReport(
    DateOnly From,
    DateOnly To,
    int Sessions,
    double Capital,
    double FinalEquity,
    double TotalReturn,
    double AnnualReturn,
    double Volatility,
    double Sharpe,
    double MaxDrawdown,
    double Turnover,
    double Costs,
    int Trades,
    double MeanGross,
    double MeanNet,
    BacktestLines Lines,
    BenchmarkFigures? Benchmark,
    IReadOnlyDictionary<string, int> TradesByStrategy,
    IReadOnlyList<BacktestNote> Notes
)
{
    public static BacktestReport Of(BacktestResult result)
    {
        var days = result.Days;
        var equity = days.Select(d => (double)d.Equity).ToArray();
        var returns = Returns(equity);
        var years = returns.Length / SessionsPerYear;
        var benchmark = days.All(d => d.Benchmark is not null) ? days.Select(d => d.Benchmark!.Value).ToArray() : null;
        return new BacktestReport(
            days[0].Date,
            days[^1].Date,
            days.Count,
            (double)result.Plan.Capital,
            equity[^1],
            (equity[^1] / equity[0]) - 1,
            Annual(equity),
            AnnualVolatility(returns),
            SharpeRatio.Annual(returns),
            days.Max(d => d.Drawdown),
            (double)days.Sum(d => d.Traded) / equity.Average() / years,
            (double)days.Sum(d => d.TradingCost + d.Fees),
            result.Trades.Count,
            days.Average(d => d.Gross),
            days.Average(d => d.Net),
            BacktestLines.Of(days),
            benchmark is null
                ? null
                : new BenchmarkFigures(
                    Domain.SectorFunds.Market.Value,
                    (benchmark[^1] / benchmark[0]) - 1,
                    Annual(benchmark),
                    AnnualVolatility(Returns(benchmark)),
                    SharpeRatio.Annual(Returns(benchmark)),
                    Statistics.Correlation.Pearson(returns, Returns(benchmark))
                ),
            result
                .Trades.SelectMany(t => t.Strategies)
                .GroupBy(s => s, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
            result.Notes
        );
    }

    private const double SessionsPerYear = Features.Daily.Volatility.SessionsPerYear;

    private static double[] Returns(double[] values) =>
        [.. values.Skip(1).Zip(values, (now, before) => (now / before) - 1)];

    private static double Annual(double[] values) =>
        Math.Pow(values[^1] / values[0], SessionsPerYear / (values.Length - 1)) - 1;

    private static double AnnualVolatility(double[] returns) =>
        Moments.SampleDeviation(returns) * Math.Sqrt(SessionsPerYear);
}

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

/// <summary>Buying the market at the first close and holding it.</summary>
public sealed record BenchmarkFigures(
    string Symbol,
    double TotalReturn,
    double AnnualReturn,
    double Volatility,
    double Sharpe,
    double Correlation
);
