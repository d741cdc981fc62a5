using System.Text.Json.Serialization;
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
    IReadOnlyList<StrategyFigures> Strategies,
    IReadOnlyList<RegimeResult> Regimes,
    IReadOnlyList<string> Assumptions,
    IReadOnlyList<BacktestNote> Notes
)
{
    /// <summary>Of a backtest that decided within sessions, where costs silence most of what intraday strategies propose; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ShadowFigures>? Shadows { get; init; }

    /// <summary>Positions that were brought to zero or turned, each once, and the share of them that won.</summary>
    public ClosedTradeFigures ClosedTrades { get; init; } = new(0, double.NaN);

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
            [.. result.Strategies.Select(StrategyFigures.Of)],
            RegimesOf(days),
            AssumptionsOf(result),
            result.Notes
        )
        {
            ClosedTrades = new ClosedTradeFigures(result.Closed.Count, result.Closed.WinRate),
            Shadows = result.QuarterHours is null ? null : ShadowFigures.Of(result.Learned),
        };
    }

    /// <summary>The first session is before any decision: nothing is held in it.</summary>
    private static List<RegimeResult> RegimesOf(IReadOnlyList<BacktestDay> days) =>
        [
            .. days.Skip(1)
                .GroupBy(d => d.Regime, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new RegimeResult(
                    g.Key,
                    g.Count(),
                    (double)g.Sum(d => d.PricePnl),
                    (double)g.Sum(d => d.TradingCost + d.Fees),
                    (double)g.Sum(d => d.Borrow),
                    (double)g.Sum(d => d.Interest),
                    (double)g.Sum(d => d.PricePnl - d.TradingCost - d.Fees - d.Borrow + d.Interest)
                )),
        ];

    private static List<string> AssumptionsOf(BacktestResult result)
    {
        var said = new List<string>
        {
            "Decided once a session, at 16:15 New York, after the close; filled at the next session's open, worse by half the estimated spread (doubled, for want of quotes), slippage and impact, and never outside that session's low and high. A fill costs half the estimated spread at the least: where the bar has no room for it, the rest is a cost beside the price.",
            "Prices are adjusted for splits and dividends, so that what a position earns is its total return; share counts, and prices of earlier years, are those of the adjusted series, not those that were traded.",
            "A name is in the universe from its first bar on and has ended when it has no bar for more than five sessions; it is then paid out at its last close, at the estimated cost of a trade. The names are those of the data: where it holds only survivors, returns come out too good.",
            "Cash earns the overnight rate, shorts' proceeds nothing; names that trade $50M a day are taken as easy to borrow at .3% a year, others are not sold short.",
        };
        if (result.QuarterHours is { } play)
            said.AddRange(QuarterHourAssumptions(play, result.Plan.Step));
        var silent = result.Strategies.Where(s => s.Spoke == 0 && s.Silence is not null).ToList();
        var intraday = result.QuarterHours is null ? silent.Count(s => IntradayIds.Contains(s.Strategy)) : 0;
        if (intraday > 0)
            said.Add(
                $"Without 15-minute bars and with one decision after the close the {intraday} intraday strategies are silent."
            );
        foreach (var strategy in silent.Where(s => intraday == 0 || !IntradayIds.Contains(s.Strategy)))
            said.Add($"{strategy.Strategy} never spoke: {strategy.Silence}");
        return said;
    }

    private static IEnumerable<string> QuarterHourAssumptions(QuarterHourPlay play, TimeSpan step) =>
        [
            FormattableString.Invariant(
                $"In {play.Sessions} sessions there are 15-minute bars: the fund decides in them each {step.TotalMinutes:0} minutes too, on completed bars, and fills at the open of the next bar, within its low and high. The closing slot falls into the last bar and is filled at the session's close. In the first session played nothing is decided before its close."
            ),
            FormattableString.Invariant(
                $"{play.Names} names are played from their 15-minute bars in these sessions, which are not adjusted for dividends: what they are held over an ex-date loses the dividend, a short gains it. All others are played from daily bars, have no price within a session, and trade at opens only."
            ),
            "Where a name goes over from its daily bars to 15-minute ones, or back, its position goes on at the same worth: the quantity changes with the price. The drawdown ladder acts after the close; from a loss of the day's limit on, measured at each slot, only reductions are made until the close.",
        ];

    private static readonly HashSet<string> IntradayIds =
    [
        .. Core
            .Strategies.StrategyRoster.Standard.Strategies.Where(s =>
                s.Profile.Category == Core.Strategies.StrategyCategory.Intraday
            )
            .Select(s => s.Profile.Id.Value),
    ];

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
        );
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
);

/// <summary>Buying the market at the first close and holding it.</summary>
public sealed record BenchmarkFigures(
    string Symbol,
    double TotalReturn,
    double AnnualReturn,
    double Volatility,
    double Sharpe,
    double Correlation
);
