using System.Buffers;
using System.Runtime.InteropServices;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Features.Macro;

/// <summary>
/// One input of a composite: its last value as a z-score against the ten years up to it, (x − mean)/sample standard
/// deviation; NaN under 24 values, when they did not vary, and without the series. Age: of the period it is about.
/// Source: STRATEGIES, section B.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MacroInput(string Name, double Score, DateOnly Period)
{
    public const int Years = 10;
    public const int LeastValues = 24;

    public bool IsKnown => !double.IsNaN(Score);

    /// <param name="name">What it is called.</param>
    /// <param name="series">Null where it is not known.</param>
    /// <param name="measure">The measure at the series' i-th value; NaN where it can't be made.</param>
    public static MacroInput Of(string name, MacroSeries? series, Func<MacroSeries, int, double> measure)
    {
        if (series is null)
            return new MacroInput(name, double.NaN, default);
        var first = series.Last.Period.AddYears(-Years);
        var values = ArrayPool<double>.Shared.Rent(series.Values.Count);
        var count = 0;
        for (var i = series.Values.Count - 1; i >= 0 && series.Values[i].Period > first; i--)
            if (measure(series, i) is var value && !double.IsNaN(value))
                values[count++] = value;
        var last = measure(series, series.Values.Count - 1);
        var score = Standardised(last, values.AsSpan(0, count));
        ArrayPool<double>.Shared.Return(values);
        return new MacroInput(name, score, series.Last.Period);
    }

    private static double Standardised(double last, ReadOnlySpan<double> sample)
    {
        var deviation = sample.Length < LeastValues ? double.NaN : Moments.SampleDeviation(sample);
        return deviation > 0 ? (last - Moments.Mean(sample)) / deviation : double.NaN;
    }

    /// <summary>A plain level as the measure.</summary>
    public static MacroInput OfLevel(string name, MacroSeries? series) => Of(name, series, (s, i) => s.Values[i].Value);

    /// <summary>Value over the value some months before, less one.</summary>
    public static double Growth(MacroSeries series, int at, int months) =>
        (series.Values[at].Value / series.At(series.Values[at].Period.AddMonths(-months))) - 1;

    /// <summary>Value less the value some months before.</summary>
    public static double Change(MacroSeries series, int at, int months) =>
        series.Values[at].Value - series.At(series.Values[at].Period.AddMonths(-months));
}
