using System.Collections.Frozen;
using QuantFund.Core.Backtesting;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Testing.Decision;

/// <summary>A backtest's result whose days are written by a test: 5% a year overnight, one night before each session.</summary>
public static class WrittenRun
{
    public const double Overnight = 0.05 / 360;

    /// <param name="sessions">How many.</param>
    /// <param name="change">The change of equity in each but the first, a fraction.</param>
    public static BacktestResult Of(int sessions, Func<int, double> change)
    {
        var dates = NyseCalendar.Instance.LastSessions(new DateOnly(2026, 3, 10), sessions);
        var days = new List<BacktestDay>();
        var equity = 1_000_000m;
        for (var i = 0; i < sessions; i++)
        {
            var before = equity;
            equity = i == 0 ? equity : Math.Round(equity * (1 + (decimal)change(i)), 4);
            days.Add(
                new BacktestDay(
                    dates[i].Date,
                    equity,
                    equity,
                    0m,
                    0m,
                    0,
                    0m,
                    equity - before,
                    0m,
                    0m,
                    0m,
                    0m,
                    i == 0 ? "" : "normal-up",
                    (double)equity
                )
                {
                    Overnight = i == 0 ? 0 : Overnight,
                    Forecast = i == 0 ? double.NaN : 0.16,
                }
            );
        }
        var high = 0m;
        days =
        [
            .. days.Select(d => d with { Drawdown = (double)(1 - (d.Equity / (high = Math.Max(high, d.Equity)))) }),
        ];
        return new BacktestResult(
            new BacktestPlan(
                days[0].Date,
                days[^1].Date,
                1_000_000m,
                FrozenDictionary<StrategyId, StrategyState>.Empty
            ),
            days,
            [],
            [],
            []
        );
    }
}
