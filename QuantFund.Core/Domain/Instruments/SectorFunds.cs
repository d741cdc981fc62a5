using System.Collections.Frozen;

namespace QuantFund.Core.Domain.Instruments;

/// <summary>The fund that stands for each GICS sector, against which a share is measured.</summary>
public static class SectorFunds
{
    public static readonly Symbol Market = Symbol.Parse("SPY");

    private static readonly FrozenDictionary<string, Symbol> Funds = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["Communication Services"] = "XLC",
        ["Consumer Discretionary"] = "XLY",
        ["Consumer Staples"] = "XLP",
        ["Energy"] = "XLE",
        ["Financials"] = "XLF",
        ["Health Care"] = "XLV",
        ["Industrials"] = "XLI",
        ["Information Technology"] = "XLK",
        ["Materials"] = "XLB",
        ["Real Estate"] = "XLRE",
        ["Utilities"] = "XLU",
    }.ToFrozenDictionary(p => p.Key, p => Symbol.Parse(p.Value), StringComparer.Ordinal);

    /// <summary>The 11 GICS sectors, by name.</summary>
    public static IReadOnlyList<Sector> Sectors { get; } =
    [.. Funds.Keys.Order(StringComparer.Ordinal).Select(name => new Sector(name))];

    /// <summary>The sector's fund; null for a fund or an unknown sector, where the market (SPY) stands in.</summary>
    public static Symbol? Of(Sector sector) => Funds.TryGetValue(sector.Name, out var fund) ? fund : null;
}
