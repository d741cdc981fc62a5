namespace QuantFund.Core.Domain;

/// <summary>Computed amounts as money: to the hundredth of a cent, half to even.</summary>
public static class Dollars
{
    private const int Places = 4;

    /// <summary>A statistic becomes money.</summary>
    /// <exception cref="OverflowException">NaN, or beyond what a decimal holds.</exception>
    public static decimal Of(double amount) => Math.Round((decimal)amount, Places);

    public static decimal Rounded(decimal amount) => Math.Round(amount, Places);
}
