using System.Globalization;
using QuantFund.Core.Live;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>A limit's figures in its own unit.</summary>
public static class LimitText
{
    /// <summary>From this share of a limit on it is shown as nearly used up.</summary>
    private const double Near = 0.9;

    public static string Of(double value, string unit)
    {
        if (!double.IsFinite(value))
            return Missing.Text;
        if (IsFraction(unit))
            return Fractions.Percent(value);
        if (
            unit.Contains("usd", StringComparison.OrdinalIgnoreCase)
            || unit.Contains("dollar", StringComparison.OrdinalIgnoreCase)
        )
            return Money.Whole((decimal)value);
        var number = value.ToString("#,0.##", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? number : $"{number} {unit}";
    }

    private static bool IsFraction(string unit) =>
        unit.Contains("fraction", StringComparison.OrdinalIgnoreCase) || unit is "of equity" or "per year";

    public static Tone ToneOf(LimitView limit)
    {
        var full = Math.Abs(limit.Limit);
        if (full == 0 || !double.IsFinite(limit.Use))
            return Tone.Plain;
        return Math.Abs(limit.Use) > full * (1 + 1e-9) ? Tone.Bad
            : Math.Abs(limit.Use) >= full * Near ? Tone.Warn
            : Tone.Plain;
    }
}
