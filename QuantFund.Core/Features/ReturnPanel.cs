using System.Numerics.Tensors;

namespace QuantFund.Core.Features;

/// <summary>
/// The last daily simple returns of a universe, one contiguous run per symbol, oldest first, sessions aligned: what
/// covariances, correlations and residuals are computed from. A session in which a symbol did not trade counts as zero,
/// the next one carries the whole move. NaN before the symbol's first close; a symbol without a bar in the last session
/// is NaN throughout.
/// </summary>
public sealed class ReturnPanel
{
    /// <summary>Returns kept per symbol.</summary>
    public const int Length = 126;

    private readonly double[] values;

    public ReturnPanel(int symbols)
    {
        Symbols = symbols;
        values = GC.AllocateUninitializedArray<double>(symbols * Length);
        Array.Fill(values, double.NaN);
    }

    public int Symbols { get; }

    /// <summary>The last <paramref name="count"/> returns of a symbol.</summary>
    public ReadOnlySpan<double> Last(int symbol, int count) => values.AsSpan((symbol * Length) + Length - count, count);

    /// <summary>True when none of the last <paramref name="count"/> returns is missing.</summary>
    public bool Has(int symbol, int count) => !double.IsNaN(values[(symbol * Length) + Length - count]);

    internal void Forget(int symbol) => values.AsSpan(symbol * Length, Length).Fill(double.NaN);

    /// <param name="symbol">Row.</param>
    /// <param name="closes">Closes a session, the last one present.</param>
    internal void Fill(int symbol, ReadOnlySpan<double> closes)
    {
        var row = values.AsSpan(symbol * Length, Length);
        if (closes.Length > Length && !double.IsNaN(TensorPrimitives.Sum(closes[^(Length + 1)..])))
        {
            TensorPrimitives.Divide(closes[^Length..], closes[^(Length + 1)..^1], row);
            TensorPrimitives.Subtract(row, 1, row);
            return;
        }
        var start = Math.Max(0, closes.Length - Length - 1);
        var before = double.NaN;
        for (var i = start; i >= 0 && double.IsNaN(before); i--)
            before = closes[i];
        for (var i = start + 1; i < closes.Length; i++)
        {
            var at = Length - closes.Length + i;
            if (double.IsNaN(closes[i]))
            {
                row[at] = double.IsNaN(before) ? double.NaN : 0;
                continue;
            }
            row[at] = (closes[i] / before) - 1;
            before = closes[i];
        }
    }
}
