using System.Globalization;

namespace QuantFund.Web.CommandLine.Report;

/// <summary>Figures as the report's page writes them; a dash for one that is undefined.</summary>
public static class ReportText
{
    public static string Percent(double? value) =>
        value is { } v && double.IsFinite(v) ? v.ToString("P2", CultureInfo.InvariantCulture) : "–";

    public static string Number(double? value) =>
        value is { } v && double.IsFinite(v) ? v.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    public static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A coordinate of a drawing.</summary>
    public static string Place(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    // Adding zero takes the sign off a zero.
    public static string Money(double value) =>
        (Math.Round(value, 2) + 0.0).ToString("N2", CultureInfo.InvariantCulture);
}
