using System.Collections.Frozen;

namespace QuantFund.Core.Domain.Instruments;

/// <summary>What a futures proxy holds, and so what its carry is made of.</summary>
public enum ProxyAsset
{
    Equity,
    Bond,
    Metal,
    Commodity,
    Currency,
}

/// <summary>The funds that stand for futures markets. Source: STRATEGIES, section C.</summary>
public static class FuturesProxies
{
    private static readonly FrozenDictionary<Symbol, ProxyAsset> Assets = new Dictionary<string, ProxyAsset>(
        StringComparer.Ordinal
    )
    {
        ["SPY"] = ProxyAsset.Equity,
        ["QQQ"] = ProxyAsset.Equity,
        ["IWM"] = ProxyAsset.Equity,
        ["EFA"] = ProxyAsset.Equity,
        ["EEM"] = ProxyAsset.Equity,
        ["TLT"] = ProxyAsset.Bond,
        ["IEF"] = ProxyAsset.Bond,
        ["SHY"] = ProxyAsset.Bond,
        ["LQD"] = ProxyAsset.Bond,
        ["HYG"] = ProxyAsset.Bond,
        ["GLD"] = ProxyAsset.Metal,
        ["SLV"] = ProxyAsset.Metal,
        ["USO"] = ProxyAsset.Commodity,
        ["UNG"] = ProxyAsset.Commodity,
        ["DBC"] = ProxyAsset.Commodity,
        ["UUP"] = ProxyAsset.Currency,
        ["FXE"] = ProxyAsset.Currency,
        ["FXY"] = ProxyAsset.Currency,
    }.ToFrozenDictionary(p => Symbol.Parse(p.Key), p => p.Value);

    /// <summary>The 18 funds, by symbol.</summary>
    public static IReadOnlyList<Symbol> Symbols { get; } = [.. Assets.Keys.Order()];

    /// <summary>Null for what is no proxy.</summary>
    public static ProxyAsset? Of(Symbol symbol) => Assets.TryGetValue(symbol, out var asset) ? asset : null;
}
