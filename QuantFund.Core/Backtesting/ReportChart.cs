using System.Globalization;
using System.Text;

namespace QuantFund.Core.Backtesting;

/// <summary>Lines over the days of a backtest as inline SVG.</summary>
internal static class ReportChart
{
    private const double Width = 960;
    private const double Height = 300;
    private const double Left = 112;
    private const double Bottom = 30;
    private const int MostSessionsByMonth = 300;
    private const int MostDates = 14;

    public static void Add(
        StringBuilder page,
        string title,
        IReadOnlyList<BacktestDay> days,
        string format,
        IReadOnlyList<(string Name, string Color, double[] Values)> lines
    )
    {
        lines = [.. lines.Select(l => (l.Name, l.Color, Whole(l.Values)))];
        var low = lines.Min(l => l.Values.Min());
        var high = lines.Max(l => l.Values.Max());
        if (high - low < 1e-9)
            (low, high) = (low - 1, high + 1);
        var step = Step((high - low) / 4);
        (low, high) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        page.Append(
            CultureInfo.InvariantCulture,
            $"<h2>{ReportText.Html(title)}</h2><div class=\"w\"><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{ReportText.Html(title)}\">"
        );
        for (var line = 0; line <= (int)Math.Round((high - low) / step); line++)
        {
            var value = low + (line * step);
            page.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"g\" x1=\"{Left}\" x2=\"{Width}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/><text x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value.ToString(format, CultureInfo.InvariantCulture)}</text>"
            );
        }
        foreach (var (i, label) in Dates(days))
            page.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"g\" x1=\"{X(i):0.#}\" x2=\"{X(i):0.#}\" y1=\"0\" y2=\"{Height - Bottom}\"/><text x=\"{X(i):0.#}\" y=\"{Height - 6}\">{label}</text>"
            );
        foreach (var (name, color, values) in lines)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"1.5\" points=\""
            );
            for (var i = 0; i < values.Length; i++)
                page.Append(CultureInfo.InvariantCulture, $"{X(i):0.#},{Y(values[i]):0.#} ");
            page.Append(CultureInfo.InvariantCulture, $"\"><title>{ReportText.Html(name)}</title></polyline>");
        }
        page.Append("</svg></div><p class=\"k\">");
        foreach (var (name, color, _) in lines)
            page.Append(
                CultureInfo.InvariantCulture,
                $"<span style=\"color:{color}\">&#9644;</span> {ReportText.Html(name)} &nbsp; "
            );
        page.Append("</p>");

        double X(int i) => Left + ((Width - Left) * i / (days.Count - 1));
        double Y(double value) => 8 + ((Height - Bottom - 16) * (high - value) / (high - low));
    }

    /// <summary>Where a year begins, or a month where there is hardly more than one year; none too near to the one before.</summary>
    private static IEnumerable<(int Day, string Label)> Dates(IReadOnlyList<BacktestDay> days)
    {
        var format = days.Count > MostSessionsByMonth ? "yyyy" : "MMM yyyy";
        var (last, before) = (int.MinValue / 2, "");
        for (var i = 0; i < days.Count; i++)
        {
            var label = days[i].Date.ToString(format, CultureInfo.InvariantCulture);
            if (!string.Equals(label, before, StringComparison.Ordinal) && i - last >= days.Count / MostDates)
            {
                last = i;
                yield return (i, label);
            }
            before = label;
        }
    }

    /// <summary>The next of 1, 2, 2.5 and 5 times a power of ten.</summary>
    private static double Step(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        foreach (var multiple in (ReadOnlySpan<double>)[1, 2, 2.5, 5])
            if (multiple * power >= least)
                return multiple * power;
        return 10 * power;
    }

    /// <summary>A line has no holes: where a value is undefined it keeps the last one, 0 before the first.</summary>
    private static double[] Whole(double[] values)
    {
        var (whole, last) = (new double[values.Length], 0.0);
        for (var i = 0; i < values.Length; i++)
            whole[i] = last = double.IsFinite(values[i]) ? values[i] : last;
        return whole;
    }
}
