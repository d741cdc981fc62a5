using QuantFund.Core.Statistics;

namespace QuantFund.Core.Features;

/// <summary>
/// A label over rising boundaries that is slow to change: it moves only when its measure passes the boundary by 5% of the
/// boundary, or has stayed past it for four cycles. Source: STRATEGIES, section B.
/// </summary>
public static class Hysteresis
{
    public const double MarginFraction = 0.05;
    public const int PatientCycles = 4;

    /// <summary>Label 0 lies under the first boundary. A measure on a boundary belongs to the calmer side, which <paramref name="upperOwns"/> names.</summary>
    public static int Raw(double measure, ReadOnlySpan<double> boundaries, ReadOnlySpan<bool> upperOwns)
    {
        var label = 0;
        while (
            label < boundaries.Length
            && (
                Tolerance.Above(measure, boundaries[label])
                || (upperOwns[label] && Tolerance.AtLeast(measure, boundaries[label]))
            )
        )
            label++;
        return label;
    }

    /// <param name="previous">The last label; null takes the raw one.</param>
    /// <param name="waiting">Cycles that the measure has already lain past the boundary.</param>
    /// <param name="measure">The measure; NaN keeps the previous label.</param>
    /// <param name="boundaries">Rising.</param>
    /// <param name="upperOwns">Per boundary: whether a measure exactly on it belongs to the upper label.</param>
    /// <returns>The label, null when nothing is known; and the new count of waiting cycles.</returns>
    public static (int? Label, int Waiting) Step(
        int? previous,
        int waiting,
        double measure,
        ReadOnlySpan<double> boundaries,
        ReadOnlySpan<bool> upperOwns
    )
    {
        if (double.IsNaN(measure))
            return (previous, waiting);
        var raw = Raw(measure, boundaries, upperOwns);
        if (previous is not { } label || raw == label)
            return (raw, 0);
        var moved = label;
        while (moved < raw && Tolerance.Above(measure, boundaries[moved] + Margin(boundaries[moved])))
            moved++;
        while (moved > raw && Tolerance.Below(measure, boundaries[moved - 1] - Margin(boundaries[moved - 1])))
            moved--;
        if (moved != label)
            return (moved, moved == raw ? 0 : 1);
        return waiting + 1 >= PatientCycles ? (raw, 0) : (label, waiting + 1);
    }

    private static double Margin(double boundary) => MarginFraction * Math.Abs(boundary);
}
