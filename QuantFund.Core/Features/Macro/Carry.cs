using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Core.Features.Macro;

/// <summary>
/// <c>carry</c>: what a futures proxy earns in a year above cash if no price moves; a fraction, NaN = not known, never 0.
/// Bonds: yield + spread − EFFR + duration·(T10Y2Y/8), the roll-down of the part that matures within ten years, the curve
/// taken as flat beyond. Credit spreads have no source here: they are estimates, long-run means less usual losses
/// (<see cref="SpreadEstimate"/>). Equity: distributions of the last 12 months over price − EFFR, where a series
/// <c>DIST12M:symbol</c> (percent) is known. Gold and silver: −EFFR. Oil and gas: the fund's return of 12 months less the
/// spot's (DCOILWTICO, DHHNGSP) over the same days − EFFR. Other commodities and currencies: not known.
/// Source: Koijen, Moskowitz, Pedersen and Vrugt 2018; STRATEGIES, section C.
/// </summary>
public static class Carry
{
    /// <param name="Maturity">Years, for the government yield it is measured by.</param>
    /// <param name="SpreadEstimate">Above government bonds, after usual losses: a labelled estimate, a fraction a year.</param>
    /// <param name="RollDuration">Duration, in years, of what matures within ten years.</param>
    private sealed record BondFund(double Maturity, double SpreadEstimate, double RollDuration);

    private static readonly FrozenDictionary<Symbol, BondFund> Bonds = new Dictionary<string, BondFund>(
        StringComparer.Ordinal
    )
    {
        ["SHY"] = new(2, 0, 1.8),
        ["IEF"] = new(10, 0, 7.2),
        ["TLT"] = new(10, 0, 0),
        ["LQD"] = new(10, 0.012, 3),
        ["HYG"] = new(4, 0.025, 3.2),
    }.ToFrozenDictionary(p => Symbol.Parse(p.Key), p => p.Value);

    private static readonly FrozenDictionary<Symbol, string> Spots = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["USO"] = "DCOILWTICO",
        ["UNG"] = "DHHNGSP",
    }.ToFrozenDictionary(p => Symbol.Parse(p.Key), p => p.Value);

    /// <summary>The spread above government bonds that is assumed of a fund, a fraction a year; null where none is.</summary>
    public static double? SpreadEstimate(Symbol fund) =>
        Bonds.TryGetValue(fund, out var bond) && bond.SpreadEstimate > 0 ? bond.SpreadEstimate : null;

    /// <summary>Name of the series with a fund's distributions of 12 months over its price, percent.</summary>
    public static string DistributionSeries(Symbol fund) => $"DIST12M:{fund.Value}";

    internal static void Fill(FeatureTable table, IReadOnlyDictionary<string, MacroSeries> series)
    {
        var rates = CarryRates.Of(series);
        var column = table.Column(Feature.Carry);
        foreach (var fund in FuturesProxies.Symbols)
            if (table.Universe.IndexOf(fund) is >= 0 and var row)
                column[row] = Of(fund, rates, series, table, row);
    }

    private static double Of(
        Symbol fund,
        CarryRates rates,
        IReadOnlyDictionary<string, MacroSeries> series,
        FeatureTable table,
        int row
    ) =>
        FuturesProxies.Of(fund) switch
        {
            ProxyAsset.Bond => OfBond(fund, rates),
            ProxyAsset.Metal => -rates.Policy,
            ProxyAsset.Equity when series.TryGetValue(DistributionSeries(fund), out var paid) => (paid.Last.Value / 100)
                - rates.Policy,
            ProxyAsset.Commodity when Spots.TryGetValue(fund, out var name) && series.TryGetValue(name, out var spot) =>
                OfCommodity(spot, table, row) - rates.Policy,
            _ => double.NaN,
        };

    /// <summary>A bond fund's carry, a fraction a year.</summary>
    public static double OfBond(Symbol fund, CarryRates rates) =>
        Bonds.TryGetValue(fund, out var bond)
            ? rates.Yield(bond.Maturity)
                + bond.SpreadEstimate
                - rates.Policy
                + (bond.RollDuration == 0 ? 0 : bond.RollDuration * rates.SlopePerYear)
            : double.NaN;

    private static double OfCommodity(MacroSeries spot, FeatureTable table, int row)
    {
        var end = spot.Last.Period;
        var start = end.AddYears(-1);
        var spotReturn = (spot.Last.Value / spot.At(start)) - 1;
        return (CloseAt(table, row, end) / CloseAt(table, row, start)) - 1 - spotReturn;
    }

    /// <summary>Close of the last session on or before a date, as far as the table's sessions reach.</summary>
    private static double CloseAt(FeatureTable table, int row, DateOnly date)
    {
        for (var session = table.Sessions.Count - 1; session >= 0; session--)
            if (table.Sessions[session] <= date)
                return table.Close(row, session);
        return double.NaN;
    }
}
