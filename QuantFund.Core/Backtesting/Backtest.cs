using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Backtesting;

/// <summary>
/// The decision cycle over recorded history, in process: one cycle after each session's close, filled at the next session's
/// open; in sessions with 15-minute bars also one at each slot, filled at the next bar's open. Marked at the close. The
/// drawdown ladder acts after the close; where live waits for a person to resume, a backtest resumes after
/// <see cref="SessionsUntilResume"/> sessions and says so.
/// </summary>
public sealed class Backtest(
    RecordedMarket market,
    StrategyRoster roster,
    IDebater debater,
    Func<DecisionOptions> options,
    IMarketCalendar calendar,
    TimeProvider wall
)
{
    public const int SessionsUntilResume = 5;

    /// <param name="plan">What to play.</param>
    /// <param name="progress">Hears the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">The market has no two sessions with bars in the range.</exception>
    public Task<BacktestResult> RunAsync(BacktestPlan plan, Action<double>? progress, CancellationToken cancellation)
    {
        var daily = market.Daily ?? throw new ArgumentException("The market has no daily bars.", nameof(plan));
        var sessions = Enumerable
            .Range(0, daily.Sessions.Count)
            .Where(i => daily.Sessions[i] >= plan.From && daily.Sessions[i] <= plan.To)
            .ToList();
        if (sessions.Count < 2)
            throw new ArgumentException(
                $"The data has {sessions.Count} sessions from {plan.From:yyyy-MM-dd} to {plan.To:yyyy-MM-dd}; a backtest needs two.",
                nameof(plan)
            );
        var series = new PlayedSeries(daily, market.Intraday);
        var tape = new BacktestTape(market, series, calendar);
        var desk = new NextOpenDesk(tape);
        var ahead = new MarketAhead(market);
        var cycle = new DecisionCycle(ahead, roster, debater, desk, desk, options, wall, _ => ahead.Features);
        var moments = Timetable.Of(daily, sessions, series, calendar, plan.Step);
        var run = new BacktestRun(
            new BacktestStage(market, ahead, tape, desk),
            cycle,
            options,
            calendar,
            plan,
            moments,
            progress
        );
        return run.PlayAsync(sessions, PlayOf(series, sessions), cancellation);
    }

    private static QuarterHourPlay? PlayOf(PlayedSeries series, IEnumerable<int> sessions) =>
        sessions.Skip(1).Count(series.Plays) is > 0 and var played ? new QuarterHourPlay(played, series.Names) : null;
}
