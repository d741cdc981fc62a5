using System.Globalization;
using System.Net;

namespace QuantFund.Core.Backtesting;

/// <summary>Figures as the report's page writes them; a dash for one that is undefined.</summary>
internal static class ReportText
{
    public static string Html(string text) => WebUtility.HtmlEncode(text);

    public static string Percent(double? value) =>
        value is { } v && double.IsFinite(v) ? v.ToString("P2", CultureInfo.InvariantCulture) : "–";

    public static string Number(double? value) =>
        value is { } v && double.IsFinite(v) ? v.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    // Adding zero takes the sign off a zero.
    public static string Money(double value) =>
        (Math.Round(value, 2) + 0.0).ToString("N2", CultureInfo.InvariantCulture);
}
