namespace QuantFund.Core.Domain;

/// <summary>
/// The least step of a quoted price: one cent, and a hundredth of a cent below $1, where a cent would be whole percents of
/// the price. Orders, quotes, marks and fills keep to it. Source: Regulation NMS, Rule 612 (17 CFR 242.612).
/// </summary>
public static class PriceTick
{
    private const decimal Cent = 0.01m;
    private const decimal SubPenny = 0.0001m;

    // A computed price that lies on a step is on it whatever its last digits are.
    private const decimal Rounding = 1e-6m;

    /// <summary>The step at a price, dollars.</summary>
    public static decimal At(decimal price) => Math.Abs(price) < 1m ? SubPenny : Cent;

    /// <summary>The nearest price on a step.</summary>
    public static decimal Nearest(decimal price) =>
        decimal.Round(price / At(price), MidpointRounding.AwayFromZero) * At(price);

    /// <summary>The price on a step at or under this one.</summary>
    public static decimal Floor(decimal price) => decimal.Floor((price / At(price)) + Rounding) * At(price);

    /// <summary>The price on a step at or above this one.</summary>
    public static decimal Ceiling(decimal price) => decimal.Ceiling((price / At(price)) - Rounding) * At(price);

    /// <summary>True for a price that an order may name.</summary>
    public static bool IsOnStep(decimal price) => price % At(price) == 0m;
}
