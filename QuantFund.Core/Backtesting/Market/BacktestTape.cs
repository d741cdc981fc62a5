using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Backtesting.Market;

/// <summary>Where a trade is filled: the time, the price without cost, and the bounds of the bar.</summary>
internal sealed record FillPrice(DateTimeOffset Time, double Price, double High, double Low);

/// <summary>The prices of a backtest: what a position is worth, and what a decision can be filled at. NaN and null = no bar.</summary>
internal sealed class BacktestTape(RecordedMarket market, PlayedSeries series, IMarketCalendar calendar)
{
    private readonly DailyPanel daily = market.Daily!;

    /// <summary>A name that is played from daily bars has no price within a session: it waits for the next open.</summary>
    public bool CanTrade(Symbol symbol, DecisionMoment moment) =>
        moment.AfterClose
        || (market.Universe.IndexOf(symbol) is >= 0 and var row && series.IsIntraday(row, moment.Session));

    /// <summary>
    /// The first price after a decision: the open of the bar that begins then or next; after the close that of the next
    /// session; and within a session's last bar, which no other follows, its close.
    /// </summary>
    /// <remarks>A bar without volume is no price: nobody traded at it, and nobody could have.</remarks>
    public FillPrice? Next(Symbol symbol, DecisionMoment moment)
    {
        var row = market.Universe.IndexOf(symbol);
        var session = moment.AfterClose ? moment.Session + 1 : moment.Session;
        if (!series.IsIntraday(row, session))
            return moment.AfterClose ? DailyOpen(row, session) : null;
        var (panel, at) = series.Intraday(session);
        var day = panel.Sessions[at];
        var slot = moment.AfterClose ? 0 : (int)Math.Ceiling((moment.AsOf - day.Open) / Session.BarLength);
        var ends = slot >= day.BarCount;
        if (ends)
            slot = day.BarCount - 1;
        var price = IntradayPanel.Day(ends ? panel.Closes(row) : panel.Opens(row), at)[slot];
        return double.IsNaN(price) || !(IntradayPanel.Day(panel.Volumes(row), at)[slot] > 0)
            ? null
            : new FillPrice(
                ends ? day.Close : day.Open + (slot * Session.BarLength),
                price,
                IntradayPanel.Day(panel.Highs(row), at)[slot],
                IntradayPanel.Day(panel.Lows(row), at)[slot]
            );
    }

    /// <summary>What a name was last worth by a moment within a session; null where it is not known anew.</summary>
    public double? Price(Symbol symbol, DecisionMoment moment)
    {
        var row = market.Universe.IndexOf(symbol);
        if (row < 0 || !series.IsIntraday(row, moment.Session))
            return null;
        var (panel, at) = series.Intraday(moment.Session);
        var bars = (int)((moment.AsOf - panel.Sessions[at].Open) / Session.BarLength);
        return Known(series.LastClose(row, moment.Session, bars));
    }

    /// <summary>The close of a session, in the series that the name is played from.</summary>
    public double? Close(Symbol symbol, int session)
    {
        var row = market.Universe.IndexOf(symbol);
        if (row < 0)
            return null;
        return Known(
            series.IsIntraday(row, session)
                ? series.LastClose(row, session, IntradayPanel.BarsPerSession)
                : daily.Closes(row)[session]
        );
    }

    /// <summary>The daily close of the market's fund.</summary>
    public double? Benchmark(int session) =>
        market.Universe.IndexOf(SectorFunds.Market) is >= 0 and var row ? Known(daily.Closes(row)[session]) : null;

    /// <summary>
    /// The factor that brings a price of one session to the series that the next one is played from; 1 where it is the same.
    /// </summary>
    public double Restated(Symbol symbol, int session)
    {
        var row = market.Universe.IndexOf(symbol);
        var (now, next) = (series.IsIntraday(row, session), series.IsIntraday(row, session + 1));
        if (now == next)
            return 1;
        var level = series.Level(row, session);
        return double.IsNaN(level) ? 1
            : next ? level
            : 1 / level;
    }

    private FillPrice? DailyOpen(int row, int session)
    {
        var open = daily.Opens(row)[session];
        return double.IsNaN(open) || !(daily.Volumes(row)[session] > 0)
            ? null
            : new FillPrice(
                calendar.SessionOn(daily.Sessions[session])!.Open,
                open,
                daily.Highs(row)[session],
                daily.Lows(row)[session]
            );
    }

    private static double? Known(double price) => double.IsNaN(price) ? null : price;
}
