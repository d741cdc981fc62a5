using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Core.Features.Intraday;

/// <summary>
/// rel_strength = session_ret − the session_ret of the sector's fund, or of SPY where the sector has none or its fund did
/// not trade; a fraction. NaN where neither is known. Source: STRATEGIES, section B.
/// </summary>
public static class RelativeStrength
{
    public static void Fill(ReadOnlySpan<double> sessionReturns, Universe universe, Span<double> strength)
    {
        var market = ReturnOf(SectorFunds.Market, sessionReturns, universe);
        for (var row = 0; row < strength.Length; row++)
        {
            var fund = SectorFunds.Of(universe[row].Sector) is { } symbol
                ? ReturnOf(symbol, sessionReturns, universe)
                : double.NaN;
            strength[row] = sessionReturns[row] - (double.IsNaN(fund) ? market : fund);
        }
    }

    private static double ReturnOf(Symbol symbol, ReadOnlySpan<double> sessionReturns, Universe universe)
    {
        var row = universe.IndexOf(symbol);
        return row < 0 ? double.NaN : sessionReturns[row];
    }
}
