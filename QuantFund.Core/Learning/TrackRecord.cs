namespace QuantFund.Core.Learning;

/// <summary>A matured opinion of the running session: conviction and the price's return.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct MaturedPair(double Conviction, double Return)
{
    /// <summary>The regime it was opened in; null for one that an earlier version kept.</summary>
    public string? Regime { get; init; }
}

/// <summary>
/// All that is remembered of one strategy: opinions that wait for their horizon, what matured in the running session,
/// outcomes by regime, the information coefficient and the shadow book. Bounded: at most
/// <see cref="MostPending"/> opinions wait, and the oldest give way unscored (<paramref name="Dropped"/> counts them).
/// </summary>
public sealed record TrackRecord(
    IReadOnlyList<PendingOutcome> Pending,
    IReadOnlyList<MaturedPair> SessionPairs,
    IReadOnlyDictionary<string, RegimeRecord> Regimes,
    InformationCoefficient Ic,
    ShadowBook Shadow,
    int Dropped
)
{
    public const int MostPending = 160;
    public const int MostPairs = 320;

    public static TrackRecord Empty { get; } =
        new(
            [],
            [],
            new Dictionary<string, RegimeRecord>(StringComparer.Ordinal),
            InformationCoefficient.None,
            ShadowBook.Empty,
            0
        );

    /// <summary>The evidence that the strategy loses.</summary>
    public LossEvidence Losing { get; init; } = LossEvidence.None;

    public RegimeRecord In(string regime) => Regimes.TryGetValue(regime, out var record) ? record : RegimeRecord.Empty;
}
