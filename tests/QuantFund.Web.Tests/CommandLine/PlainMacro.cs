using System.Globalization;
using System.IO.Compression;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>
/// The macro composites of STRATEGIES, section B, and the carry of section C a second time: plain loops over the rows of the
/// files, written from the equations, sharing nothing with the product. Slow and simple on purpose.
/// </summary>
internal sealed class PlainMacro
{
    private const double Missing = double.NaN;

    private readonly Dictionary<string, SortedDictionary<DateTime, double>> series = new(StringComparer.Ordinal);
    private readonly Dictionary<SortedDictionary<DateTime, double>, List<DateTime>> keys = [];

    /// <param name="folder">Where the files are.</param>
    /// <param name="asOfUtc">The moment.</param>
    /// <param name="vix">Index points at the moment.</param>
    public PlainMacro(string folder, DateTime asOfUtc, double vix)
    {
        var described = new Dictionary<string, (int Lag, int Frequency)>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(folder, "macro_series.csv")).Skip(1))
        {
            // The title may hold commas; what is read stands at both ends.
            var f = line.Split(',');
            described[f[0]] = (
                int.Parse(f[^1], CultureInfo.InvariantCulture),
                f[^2] switch
                {
                    "daily" => 1,
                    "weekly" => 7,
                    _ => 31,
                }
            );
        }
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(Path.Combine(folder, "macro.csv.gz")), CompressionMode.Decompress)
        );
        reader.ReadLine();
        while (reader.ReadLine() is { } row)
        {
            var f = row.Split(',');
            var period = DateTime.ParseExact(f[1], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (Released(period, described[f[0]].Lag) > asOfUtc)
                continue;
            if (!series.TryGetValue(f[0], out var values))
                series[f[0]] = values = [];
            values[period] = double.Parse(f[2], CultureInfo.InvariantCulture);
        }
        // Fresh for its frequency plus its lag plus five days.
        foreach (var (name, values) in series.ToList())
        {
            var (lag, frequency) = described[name];
            if (Released(values.Keys.Last(), lag).AddDays(frequency + 5) < asOfUtc)
                series.Remove(name);
        }
        Composites = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["inflationPressure"] = Composite(
                Score("CPIAUCSL", (s, d) => (s[d] / At(s, d.AddMonths(-12))) - 1),
                Score("CPILFESL", (s, d) => Math.Pow(s[d] / At(s, d.AddMonths(-3)), 4) - 1),
                Score("T10YIE", (s, d) => s[d])
            ),
            ["growthMomentum"] = Composite(
                Score("PAYEMS", (s, d) => (s[d] / At(s, d.AddMonths(-3))) - 1),
                Score("INDPRO", (s, d) => (s[d] / At(s, d.AddMonths(-6))) - 1),
                Score("UNRATE", (s, d) => At(s, d.AddMonths(-6)) - s[d]),
                Score("T10Y2Y", (s, d) => s[d]),
                Score("ICSA", (s, d) => 1 - (Mean(s, d, 4) / Mean(s, d, 52)))
            ),
            ["centralBankHawkishness"] = Composite(
                Score("EFFR", (s, d) => s[d] - At(s, d.AddMonths(-6))),
                series.TryGetValue("EFFR", out var policy) ? Score("DGS2", (s, d) => s[d] - At(policy, d)) : Missing
            ),
            ["geopoliticalRisk"] = Composite(Score("GPRD", (s, d) => Mean(s, d, 7))),
            ["financialStress"] = Composite(Score("NFCI", (s, d) => s[d]), (vix - 20) / 10),
        };
        var (two, ten, effr, slope) = (Last("DGS2"), Last("DGS10"), Last("EFFR"), Last("T10Y2Y") / 8);
        Carry = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["SHY"] = two - effr + (1.8 * slope),
            ["IEF"] = ten - effr + (7.2 * slope),
            ["TLT"] = ten - effr,
            ["LQD"] = ten + 0.012 - effr + (3 * slope),
            // Four years: on the line between two and ten.
            ["HYG"] = ten - (6 * slope) + 0.025 - effr + (3.2 * slope),
            ["GLD"] = -effr,
            ["SLV"] = -effr,
        };
    }

    /// <summary>By the name in the record; NaN = nothing is known of it.</summary>
    public IReadOnlyDictionary<string, double> Composites { get; }

    /// <summary>By fund, fractions a year; NaN = not known, and no entry = never known.</summary>
    public IReadOnlyDictionary<string, double> Carry { get; }

    /// <summary>08:30 New York, and on the morning after the period's date at the earliest.</summary>
    private static DateTime Released(DateTime period, int lag)
    {
        var morning = period.AddDays(Math.Max(1, lag)).AddHours(8.5);
        return TimeZoneInfo.ConvertTimeToUtc(morning, TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
    }

    private double Last(string name) => series.TryGetValue(name, out var values) ? values.Values.Last() / 100 : Missing;

    /// <summary>z-score of the last value among those of the ten years up to it.</summary>
    private double Score(string name, Func<SortedDictionary<DateTime, double>, DateTime, double> measure)
    {
        if (!series.TryGetValue(name, out var values))
            return Missing;
        var last = values.Keys.Last();
        var sample = new List<double>();
        foreach (var day in values.Keys)
            if (day > last.AddYears(-10) && measure(values, day) is var value && !double.IsNaN(value))
                sample.Add(value);
        var mean = sample.Sum() / sample.Count;
        var squares = 0.0;
        foreach (var value in sample)
            squares += (value - mean) * (value - mean);
        return (measure(values, last) - mean) / Math.Sqrt(squares / (sample.Count - 1));
    }

    /// <summary>Value on a day, or on the last one of the 30 days before it.</summary>
    private static double At(SortedDictionary<DateTime, double> values, DateTime day)
    {
        for (var back = 0; back <= 30; back++)
            if (values.TryGetValue(day.AddDays(-back), out var value))
                return value;
        return Missing;
    }

    private double Mean(SortedDictionary<DateTime, double> values, DateTime through, int count)
    {
        if (!keys.TryGetValue(values, out var days))
            keys[values] = days = [.. values.Keys];
        var end = days.BinarySearch(through);
        if (end + 1 < count)
            return Missing;
        var sum = 0.0;
        for (var i = end + 1 - count; i <= end; i++)
            sum += values[days[i]];
        return sum / count;
    }

    private static double Composite(params double[] scores)
    {
        var known = scores.Where(s => !double.IsNaN(s)).ToList();
        return known.Count == 0 ? Missing : Math.Tanh(known.Sum() / known.Count);
    }
}
