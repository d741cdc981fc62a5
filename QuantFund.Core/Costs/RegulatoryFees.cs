using QuantFund.Core.Domain;

namespace QuantFund.Core.Costs;

/// <summary>
/// Fees on sales, dollars: the SEC's fee per dollar sold and FINRA's trading activity fee per share with a cap per trade.
/// The rates are dated; the last known one goes on. Sources: SEC fee rate advisories (Section 31), FINRA By-Laws
/// Schedule A, Section 1.
/// </summary>
public static class RegulatoryFees
{
    private static readonly (DateOnly From, decimal PerDollar)[] Sec =
    [
        (new DateOnly(2024, 5, 22), 0.0000278m),
        (new DateOnly(2025, 5, 14), 0m),
    ];

    private static readonly (DateOnly From, decimal PerShare, decimal Most)[] Activity =
    [
        (new DateOnly(2024, 1, 1), 0.000166m, 8.30m),
        (new DateOnly(2026, 1, 1), 0.000195m, 9.79m),
    ];

    public static decimal Usd(DateOnly date, Side side, decimal quantity, decimal price)
    {
        if (side == Side.Buy)
            return 0m;
        var fee = 0m;
        foreach (var (from, perDollar) in Sec)
            if (date >= from)
                fee = perDollar * quantity * price;
        var activity = 0m;
        foreach (var (from, perShare, most) in Activity)
            if (date >= from)
                activity = Math.Min(most, perShare * quantity);
        return fee + activity;
    }
}
