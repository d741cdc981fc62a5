using QuantFund.Core.Statistics;

namespace QuantFund.Core.Simulation;

/// <summary>
/// Whether a name of recorded history is played from its 15-minute bars or from its daily ones. It is one or the other
/// throughout: daily prices are adjusted for dividends and intraday ones are not, so that a series which went from one to the
/// other would jump.
/// </summary>
public static class SeriesChoice
{
    // A name may lack a few sessions (halts, a ticker change) and still be played from its own 15-minute bars.
    private const double Coverage = 0.9;

    /// <param name="withDaily">Sessions of the window in which the name has a daily bar.</param>
    /// <param name="withIntraday">Sessions of the window in which it has 15-minute bars.</param>
    public static bool IsIntraday(int withDaily, int withIntraday) =>
        withDaily > 0 && Tolerance.AtLeast(withIntraday, withDaily * Coverage);
}
