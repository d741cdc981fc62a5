using QuantFund.Core.Ingestion;
using QuantFund.Testing.Decision;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>A market whose last session trades three times its usual volume.</summary>
internal static class BusyDay
{
    public static RandomWalk Of(RandomWalk walk)
    {
        const int Bars = IntradayPanel.BarsPerSession;
        var width = walk.Intraday.Sessions.Count * Bars;
        for (var row = 0; row < walk.Universe.Count; row++)
        for (var cell = width - Bars; cell < width; cell++)
            walk.Intraday.Volume[(row * width) + cell] *= 3;
        return walk;
    }
}
