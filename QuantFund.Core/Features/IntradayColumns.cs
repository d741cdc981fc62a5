using QuantFund.Core.Features.Intraday;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Features;

/// <summary>
/// Fills one symbol's intraday features from today's completed bars and the 20 sessions before. A symbol whose last bar is
/// more than two bars old keeps NaN.
/// </summary>
internal static class IntradayColumns
{
    private const int FreshBars = 2;

    /// <param name="table">Where to.</param>
    /// <param name="panel">15-minute bars, today's session last.</param>
    /// <param name="completed">Bars of today that were complete at the time of the decision.</param>
    /// <param name="row">The symbol.</param>
    public static void Fill(FeatureTable table, IntradayPanel panel, int completed, int row)
    {
        var today = panel.Sessions.Count - 1;
        var day = new SessionDay(
            IntradayPanel.Day(panel.Opens(row), today)[..completed],
            IntradayPanel.Day(panel.Highs(row), today)[..completed],
            IntradayPanel.Day(panel.Lows(row), today)[..completed],
            IntradayPanel.Day(panel.Closes(row), today)[..completed],
            IntradayPanel.Day(panel.Volumes(row), today)[..completed]
        );
        if (day.Count == 0 || completed - day.Last > FreshBars)
            return;

        const int Stride = IntradayPanel.BarsPerSession;
        var first = Math.Max(0, today - BarVolatility.Sessions) * Stride;
        var end = today * Stride;
        var sigma = BarVolatility.Of(panel.Opens(row)[first..end], panel.Closes(row)[first..end], Stride);
        var vwap = SessionVwap.Of(day);
        var deviation = SessionVwap.Deviation(day.Price, vwap);
        var gap = today > 0 ? OpeningGap.Of(day, IntradayPanel.Day(panel.Closes(row), today - 1)) : double.NaN;
        var (high, low) = OpeningRange.Of(day);
        var session = SessionReturn.Of(day);

        table.Price[row] = day.Price;
        if (!double.IsNaN(gap))
            table.SinceClose[row] = ((1 + gap) * (1 + session)) - 1;
        table.Column(Feature.Ret15m)[row] = BarReturn.Over(day, 1);
        table.Column(Feature.Ret30m)[row] = BarReturn.Over(day, 2);
        table.Column(Feature.Ret60m)[row] = BarReturn.Over(day, 4);
        table.Column(Feature.SessionRet)[row] = session;
        table.Column(Feature.Gap)[row] = gap;
        table.Column(Feature.Vwap)[row] = vwap;
        table.Column(Feature.VwapDev)[row] = deviation;
        table.Column(Feature.Sigma15m)[row] = sigma;
        table.Column(Feature.VwapZ)[row] = VwapZScore.Of(deviation, sigma, day.Count);
        table.Column(Feature.VolumeRatio)[row] = VolumeRatio.Of(day, panel.Volumes(row)[first..end], Stride);
        table.Column(Feature.OrHigh)[row] = high;
        table.Column(Feature.OrLow)[row] = low;
    }
}
