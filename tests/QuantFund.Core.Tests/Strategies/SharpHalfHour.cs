using QuantFund.Core.Ingestion;
using QuantFund.Testing.Decision;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>A market in which the last completed bar (11:00) ends 5% up for every second symbol and 5% down for the others.</summary>
internal static class SharpHalfHour
{
    private const int LastBar = 5;

    public static RandomWalk Of(RandomWalk walk)
    {
        const int Bars = IntradayPanel.BarsPerSession;
        var width = walk.Intraday.Sessions.Count * Bars;
        for (var row = 0; row < walk.Universe.Count; row++)
        {
            var cell = (row * width) + width - Bars + LastBar;
            walk.Intraday.Close[cell] *= row % 2 == 0 ? 1.05 : 0.95;
            walk.Intraday.High[cell] = Math.Max(walk.Intraday.High[cell], walk.Intraday.Close[cell]);
            walk.Intraday.Low[cell] = Math.Min(walk.Intraday.Low[cell], walk.Intraday.Close[cell]);
        }
        return walk;
    }
}
