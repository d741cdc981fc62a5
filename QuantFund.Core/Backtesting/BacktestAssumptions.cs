using QuantFund.Core.Strategies;

namespace QuantFund.Core.Backtesting;

/// <summary>What a backtest takes for granted, in words.</summary>
internal static class BacktestAssumptions
{
    public static IReadOnlyList<string> Of(BacktestResult result)
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
        .. StrategyRoster
            .Standard.Strategies.Where(s => s.Profile.Category == StrategyCategory.Intraday)
            .Select(s => s.Profile.Id.Value),
    ];
}
