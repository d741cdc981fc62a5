namespace QuantFund.Core.Costs;

/// <summary>
/// The slippage of one liquidity class as fills taught it: fills, the sum of what each slipped (basis points at a VIX
/// multiplier of 1), and the dollars that were estimated and paid, so that the estimate's error is known.
/// </summary>
public sealed record SlippageRecord(int Fills, double SlippedBps, double Traded, double Estimated, double Actual)
{
    public static SlippageRecord None { get; } = new(0, 0, 0, 0, 0);
}

/// <summary>
/// Slippage per liquidity class: the prior counts as much as <see cref="PriorFills"/> fills, (50·prior + Σ slipped)/(50 + n).
/// Part of what one cycle hands the next. Source: STRATEGIES, section G.
/// </summary>
public sealed record SlippageMemory(IReadOnlyList<SlippageRecord> Classes)
{
    public const double PriorFills = 50;

    /// <summary>One fill far off (a price that ran away between decision and fill) counts as this many priors at most.</summary>
    public const double MostPriors = 10;

    public static SlippageMemory Empty { get; } = new([]);

    public SlippageRecord Of(int liquidityClass) =>
        liquidityClass < Classes.Count ? Classes[liquidityClass] : SlippageRecord.None;

    /// <summary>What a fill of this spread is expected to slip at a VIX multiplier of 1, basis points.</summary>
    public double LearnedBps(double spreadBps)
    {
        var (kind, prior) = (Slippage.ClassOf(spreadBps), Slippage.Prior(spreadBps));
        var known = Of(kind);
        return ((PriorFills * prior) + known.SlippedBps) / (PriorFills + known.Fills);
    }

    /// <param name="spreadBps">The undoubled spread at decision time.</param>
    /// <param name="slippedBps">Paid beyond half the spread, impact and fees, over the VIX multiplier.</param>
    /// <param name="traded">Value of the fill, dollars.</param>
    /// <param name="estimated">Dollars.</param>
    /// <param name="actual">Dollars.</param>
    public SlippageMemory With(double spreadBps, double slippedBps, double traded, double estimated, double actual)
    {
        var prior = Slippage.Prior(spreadBps);
        var bounded = Math.Clamp(slippedBps, prior * (1 - MostPriors), prior * (1 + MostPriors));
        var classes = new SlippageRecord[Slippage.Classes];
        for (var i = 0; i < classes.Length; i++)
            classes[i] = Of(i);
        var kind = Slippage.ClassOf(spreadBps);
        var before = classes[kind];
        classes[kind] = new SlippageRecord(
            before.Fills + 1,
            before.SlippedBps + bounded,
            before.Traded + traded,
            before.Estimated + estimated,
            before.Actual + actual
        );
        return new SlippageMemory(classes);
    }
}
