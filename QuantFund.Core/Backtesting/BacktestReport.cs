using System.Text.Json.Serialization;
using QuantFund.Core.Backtesting.Figures;
using QuantFund.Core.Costs;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Backtesting;

/// <summary>
/// The figures of a backtest. Returns are fractions over trading days, the year has 252. Returns and volatility are raw; every
/// ratio is of returns over the overnight rate. NaN (null in JSON) where a figure is undefined: a ratio of a constant series or
/// of fewer than 20 days, and all of them after ruin. Money in dollars. Turnover: value traded a year over mean equity.
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
    IReadOnlyList<StrategyFigures> Strategies,
    IReadOnlyList<RegimeResult> Regimes,
    IReadOnlyList<string> Assumptions,
    IReadOnlyList<BacktestNote> Notes
)
{
    private const int WorstDrawdowns = 5;

    /// <summary>Mean return over the overnight rate, a year.</summary>
    public double ExcessReturn { get; init; }

    public double Sortino { get; init; }

    /// <summary>What the Sharpe ratio may as well have been.</summary>
    public IntervalFigures? SharpeInterval { get; init; }

    /// <summary>Against the market's fund; null without its prices.</summary>
    public MarketFigures? Market { get; init; }

    /// <summary>Realised over forecast volatility: 1 = as forecast.</summary>
    public double RealisedOverForecast { get; init; }

    /// <summary>How near to its targets the fund was held, in the mean over the sessions.</summary>
    public Tracking HeldAgainstWanted { get; init; } = new(double.NaN, double.NaN, double.NaN);

    /// <summary>The deepest falls, deepest first.</summary>
    public IReadOnlyList<DrawdownSpell> Drawdowns { get; init; } = [];

    public IReadOnlyList<PeriodReturns> Months { get; init; } = [];

    public IReadOnlyList<PeriodReturns> Years { get; init; } = [];

    /// <summary>The day on which no equity was left and the run ended; null in any other.</summary>
    public DateOnly? Ruined { get; init; }

    /// <summary>Of a backtest that decided within sessions, where costs silence most of what intraday strategies propose; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ShadowFigures>? Shadows { get; init; }

    /// <summary>Positions that were brought to zero or turned, each once, and the share of them that won.</summary>
    public ClosedTradeFigures ClosedTrades { get; init; } = new(0, double.NaN);

    public static BacktestReport Of(BacktestResult result)
    {
        var days = result.Days;
        var equity = days.Select(d => (double)d.Equity).ToArray();
        var ruined = result.Ruined is not null;
        var fund = ReturnSeries.Of(equity, days);
        var benchmark = days.All(d => d.Benchmark is not null) ? days.Select(d => d.Benchmark!.Value).ToArray() : null;
        var market = benchmark is null ? null : ReturnSeries.Of(benchmark, days);
        var risk = RiskFigures.Of(days, fund, market);
        return new BacktestReport(
            days[0].Date,
            days[^1].Date,
            days.Count,
            (double)result.Plan.Capital,
            equity[^1],
            (equity[^1] / equity[0]) - 1,
            ruined ? double.NaN : Annual(equity),
            AnnualVolatility(fund.Raw),
            risk.Sharpe,
            days.Max(d => d.Drawdown),
            ruined
                ? double.NaN
                : (double)days.Sum(d => d.Traded) / equity.Average() / (fund.Raw.Length / SessionsPerYear),
            (double)days.Sum(d => d.TradingCost + d.Fees),
            result.Trades.Count,
            Mean(days, d => d.Gross),
            Mean(days, d => d.Net),
            BacktestLines.Of(days),
            benchmark is null ? null : BenchmarkFigures.Of(benchmark, market!, fund),
            [
                .. result.Strategies.Select(s =>
                    ruined ? StrategyFigures.Of(s) with { Sharpe = double.NaN } : StrategyFigures.Of(s)
                ),
            ],
            RegimesOf(days, fund),
            BacktestAssumptions.Of(result),
            result.Notes
        )
        {
            ClosedTrades = new ClosedTradeFigures(result.Closed.Count, result.Closed.WinRate),
            ExcessReturn = risk.ExcessReturn,
            Sortino = risk.Sortino,
            SharpeInterval = risk.SharpeInterval,
            Market = risk.Market,
            RealisedOverForecast = risk.RealisedOverForecast,
            HeldAgainstWanted = new Tracking(
                Mean(days, d => d.Tracking?.Correlation ?? double.NaN),
                Mean(days, d => d.Tracking?.Excess ?? double.NaN),
                Mean(days, d => d.Tracking?.Missing ?? double.NaN)
            ),
            Drawdowns = DrawdownSpell.Worst([.. days.Select(d => d.Date)], equity, WorstDrawdowns),
            Months = PeriodReturns.Months(days),
            Years = PeriodReturns.Years(days),
            Ruined = result.Ruined,
            Shadows = result.QuarterHours is null ? null : ShadowFigures.Of(result.Learned),
        };
    }

    /// <summary>Over the days that have one; NaN without any.</summary>
    private static double Mean(IReadOnlyList<BacktestDay> days, Func<BacktestDay, double> exposure) =>
        days.Select(exposure).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The first session is before any decision: nothing is held in it.</summary>
    private static List<RegimeResult> RegimesOf(IReadOnlyList<BacktestDay> days, ReturnSeries fund) =>
        [
            .. days.Skip(1)
                .Select((d, i) => (Day: d, Return: i))
                .GroupBy(d => d.Day.Regime, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new RegimeResult(
                    g.Key,
                    g.Count(),
                    (double)g.Sum(d => d.Day.PricePnl),
                    (double)g.Sum(d => d.Day.TradingCost + d.Day.Fees),
                    (double)g.Sum(d => d.Day.Borrow),
                    (double)g.Sum(d => d.Day.Interest),
                    (double)g.Sum(d => d.Day.PricePnl - d.Day.TradingCost - d.Day.Fees - d.Day.Borrow + d.Day.Interest)
                )
                {
                    Return = Compounded(g, fund),
                    Sharpe =
                        fund.Excess.Length == 0
                            ? double.NaN
                            : SharpeRatio.Annual([.. g.Select(d => fund.Excess[d.Return])]),
                }),
        ];

    private static double Compounded(IEnumerable<(BacktestDay Day, int Return)> days, ReturnSeries fund) =>
        fund.Raw.Length == 0 ? double.NaN : days.Aggregate(1.0, (worth, d) => worth * (1 + fund.Raw[d.Return])) - 1;

    private const double SessionsPerYear = Features.Daily.Volatility.SessionsPerYear;

    internal static double Annual(double[] values) =>
        Math.Pow(values[^1] / values[0], SessionsPerYear / (values.Length - 1)) - 1;

    internal static double AnnualVolatility(double[] returns) =>
        Moments.SampleDeviation(returns) * Math.Sqrt(SessionsPerYear);
}
