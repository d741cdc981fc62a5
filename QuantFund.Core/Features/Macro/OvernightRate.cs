namespace QuantFund.Core.Features.Macro;

/// <summary>What cash earns overnight, a fraction a year on 360 days: the effective federal funds rate, else its monthly mean.</summary>
public static class OvernightRate
{
    public const double DaysOfYear = 360;

    /// <summary>In order of preference; values in percent.</summary>
    public static IReadOnlyList<string> Series { get; } = ["EFFR", "FEDFUNDS"];

    /// <summary>0 where no source tells it: then nothing is earned on cash, and no excess is taken off a return.</summary>
    /// <param name="known">The last value of a series in percent, null when there is none.</param>
    public static double Of(Func<string, double?> known)
    {
        foreach (var series in Series)
            if (known(series) is { } percent)
                return percent / 100;
        return 0;
    }

    /// <summary>What one dollar earns in some nights.</summary>
    public static double Earned(double rate, int nights) => rate * nights / DaysOfYear;
}
