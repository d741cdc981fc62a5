using System.Globalization;

namespace QuantFund.Web.Components.Text;

/// <summary>Fractions as percent on screen, scores and ratios as numbers. Not finite = not known.</summary>
public static class Fractions
{
    public static string Percent(double fraction, int places = 1, bool plus = false)
    {
        if (!double.IsFinite(fraction))
            return Missing.Text;
        var digits = Math.Abs(fraction * 100).ToString("N" + Digit(places), CultureInfo.InvariantCulture);
        return Sign(fraction, digits, plus) + digits + "%";
    }

    public static string Number(double value, int places = 2)
    {
        if (!double.IsFinite(value))
            return Missing.Text;
        var digits = Math.Abs(value).ToString("N" + Digit(places), CultureInfo.InvariantCulture);
        return Sign(value, digits, plus: false) + digits;
    }

    /// <summary>
    /// A statistic such as Sharpe or a share that was right: chance alone below twenty observations. <paramref name="written"/>
    /// says it where there are enough.
    /// </summary>
    public static string From(int observations, string written) =>
        observations >= Enough ? written
        : observations == 0 ? Missing.Text
        : "too early";

    /// <summary>Observations that a ratio needs before it is shown.</summary>
    public const int Enough = 20;

    /// <summary>A step of a scale in percent, without its sign: "5", "7.5".</summary>
    public static string Step(double fraction) => (fraction * 100).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Width of a bar in percent, for CSS: |value|/full within 0 to 100.</summary>
    public static string Width(double value, double full, int places = 2)
    {
        var share = full > 0 && double.IsFinite(value) ? Math.Clamp(Math.Abs(value) / full, 0, 1) : 0;
        return Math.Round(share * 100, places).ToString("0.##", CultureInfo.InvariantCulture) + "%";
    }

    private static string Sign(double value, string digits, bool plus)
    {
        if (digits.All(c => c is '0' or '.'))
            return "";
        return value < 0 ? Signs.Minus
            : plus ? "+"
            : "";
    }

    private static string Digit(int places) => places.ToString(CultureInfo.InvariantCulture);
}
