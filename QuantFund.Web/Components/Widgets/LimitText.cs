using System.Globalization;
using QuantFund.Core.Fund.Views;
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
        if (!double.IsFinite(limit.Use))
            return Tone.Plain;
        return IsBreached(limit) ? Tone.Bad
            : full > 0 && Math.Abs(limit.Use) >= full * Near ? Tone.Warn
            : Tone.Plain;
    }

    /// <summary>What is left of a limit, or by how much it is passed, in words: colour alone says nothing to many.</summary>
    public static string Left(LimitView limit) =>
        IsBreached(limit)
            ? $"breached by {Of(Math.Abs(limit.Use) - Math.Abs(limit.Limit), limit.Unit)}"
            : Of(limit.Headroom, limit.Unit);

    /// <summary>Beyond the last digits of a computed figure; a limit of nothing is passed by anything.</summary>
    public static bool IsBreached(LimitView limit) =>
        Math.Abs(limit.Use) > (Math.Abs(limit.Limit) * (1 + 1e-9)) + 1e-12;
}
