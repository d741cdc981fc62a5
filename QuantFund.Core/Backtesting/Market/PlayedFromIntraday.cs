using QuantFund.Core.Ingestion;
using QuantFund.Core.Simulation;

namespace QuantFund.Core.Backtesting.Market;

/// <summary>
/// Leaves in recorded 15-minute bars only the names that are played from them (<see cref="SeriesChoice"/>): the features of
/// any other would speak of prices that its positions are not marked at.
/// </summary>
public static class PlayedFromIntraday
{
    /// <param name="panel">15-minute bars of the sessions that have any; the other names' are taken out.</param>
    /// <param name="daily">Daily bars of the same names.</param>
    /// <returns>The panel; null when no name is played from it.</returns>
    public static IntradayPanel? Of(IntradayPanel panel, DailyPanel daily)
    {
        var indexes = daily.Sessions.Index().ToDictionary(s => s.Item, s => s.Index);
        var any = false;
        for (var row = 0; row < panel.Symbols; row++)
        {
            int withDaily = 0,
                withIntraday = 0;
            for (var at = 0; at < panel.Sessions.Count; at++)
            {
                if (
                    indexes.TryGetValue(panel.Sessions[at].Date, out var session)
                    && !double.IsNaN(daily.Closes(row)[session])
                )
                    withDaily++;
                if (IntradayPanel.Day(panel.Closes(row), at).ContainsAnyExcept(double.NaN))
                    withIntraday++;
            }
            if (SeriesChoice.IsIntraday(withDaily, withIntraday))
                any = true;
            else if (withIntraday > 0)
                Clear(panel, row);
        }
        return any ? panel : null;
    }

    private static void Clear(IntradayPanel panel, int row)
    {
        var cells = panel.Sessions.Count * IntradayPanel.BarsPerSession;
        foreach (var column in (ReadOnlySpan<double[]>)[panel.Open, panel.High, panel.Low, panel.Close, panel.Volume])
            column.AsSpan(row * cells, cells).Fill(double.NaN);
    }
}
