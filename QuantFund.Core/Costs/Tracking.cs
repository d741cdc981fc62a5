namespace QuantFund.Core.Costs;

/// <summary>
/// How near the book that a plan leaves is to the targets it was made for. <paramref name="Correlation"/>: of held with wanted
/// weights over the names in either, about zero, Σhw/√(Σh²·Σw²). <paramref name="Excess"/>: the part of the held gross that is
/// above its target, on the other side of it or without one. <paramref name="Missing"/>: the part of the wanted gross that is
/// not held. NaN where there is nothing to compare.
/// </summary>
public sealed record Tracking(double Correlation, double Excess, double Missing)
{
    /// <param name="held">Weights of the book, fractions of equity.</param>
    /// <param name="wanted">Weights within the limits.</param>
    public static Tracking Of(ReadOnlySpan<double> held, ReadOnlySpan<double> wanted)
    {
        double both = 0,
            heldSquares = 0,
            wantedSquares = 0,
            heldGross = 0,
            wantedGross = 0,
            shared = 0;
        for (var row = 0; row < held.Length; row++)
        {
            var (h, w) = (held[row], wanted[row]);
            both += h * w;
            heldSquares += h * h;
            wantedSquares += w * w;
            heldGross += Math.Abs(h);
            wantedGross += Math.Abs(w);
            if (h * w > 0)
                shared += Math.Min(Math.Abs(h), Math.Abs(w));
        }
        return new Tracking(
            heldSquares > 0 && wantedSquares > 0 ? both / Math.Sqrt(heldSquares * wantedSquares) : double.NaN,
            heldGross > 0 ? (heldGross - shared) / heldGross : double.NaN,
            wantedGross > 0 ? (wantedGross - shared) / wantedGross : double.NaN
        );
    }
}
