using System.Globalization;

namespace QuantFund.Web.Components.Text;

/// <summary>Dollars as the screen writes them. A minus is U+2212, as wide as a digit.</summary>
public static class Money
{
    public static string Usd(decimal amount) => Write(amount, "N2", plus: false);

    public static string Whole(decimal amount) => Write(amount, "N0", plus: false);

    public static string Signed(decimal amount) => Write(amount, "N2", plus: true);

    public static string SignedWhole(decimal amount) => Write(amount, "N0", plus: true);

    /// <summary>Dollars a share: cents, and up to four places below a dollar.</summary>
    public static string Price(decimal price) => Write(price, Math.Abs(price) < 1m ? "0.00##" : "N2", plus: false);

    public static string OrNone(decimal? amount) => amount is { } a ? Usd(a) : Missing.Text;

    public static string PriceOrNone(decimal? price) => price is { } p ? Price(p) : Missing.Text;

    public static string Quantity(decimal shares) => Signs.Of(shares) + Number(Math.Abs(shares), "#,0.####");

    private static string Write(decimal amount, string format, bool plus)
    {
        var digits = Number(Math.Abs(amount), format);
        var zero = digits.All(c => c is '0' or '.' or ',');
        var sign = zero ? "" : Signs.Of(amount, plus);
        return sign + "$" + digits;
    }

    private static string Number(decimal value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
