using System.Globalization;
using Microsoft.AspNetCore.Components;
using QuantFund.Core.Backtesting;

namespace QuantFund.Web.CommandLine.Report;

/// <summary>One line of a chart: a value a day.</summary>
public sealed record ReportLine(string Name, string Color, double[] Values);

/// <summary>Lines over the days of a backtest as inline SVG.</summary>
public sealed partial class ReportChart
{
    private const double Width = 960;
    private const double Height = 300;
    private const double Left = 112;
    private const double Bottom = 30;
    private const int MostSessionsByMonth = 300;
    private const int MostDates = 14;

    private IReadOnlyList<ReportLine> drawn = [];
    private double low;
    private double high;
    private double step;

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<BacktestDay> Days { get; set; }

    /// <summary>How a level of the axis is written.</summary>
    [Parameter, EditorRequired]
    public required string Format { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ReportLine> Lines { get; set; }

    protected override void OnParametersSet()
    {
        drawn = [.. Lines.Select(l => l with { Values = Whole(l.Values) })];
        low = drawn.Min(l => l.Values.Min());
        high = drawn.Max(l => l.Values.Max());
        if (high - low < 1e-9)
            (low, high) = (low - 1, high + 1);
        step = Step((high - low) / 4);
        (low, high) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
    }

    private IEnumerable<double> Levels() =>
        Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(line => low + (line * step));

    private string Points(ReportLine line) => string.Join(' ', line.Values.Select((value, i) => $"{X(i)},{Y(value)}"));

    private string X(int day) => ReportText.Place(Left + ((Width - Left) * day / (Days.Count - 1)));

    private string Y(double value) => ReportText.Place(HeightOf(value));

    private double HeightOf(double value) => 8 + ((Height - Bottom - 16) * (high - value) / (high - low));

    /// <summary>Where a year begins, or a month where there is hardly more than one year; none too near to the one before.</summary>
    private IEnumerable<(int Day, string Label)> Dates()
    {
        var format = Days.Count > MostSessionsByMonth ? "yyyy" : "MMM yyyy";
        var (last, before) = (int.MinValue / 2, "");
        for (var i = 0; i < Days.Count; i++)
        {
            var label = Days[i].Date.ToString(format, CultureInfo.InvariantCulture);
            if (!string.Equals(label, before, StringComparison.Ordinal) && i - last >= Days.Count / MostDates)
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
