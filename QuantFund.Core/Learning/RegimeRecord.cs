namespace QuantFund.Core.Learning;

/// <summary>
/// A strategy's matured opinions in one regime, added up: how many, how many had the right sign, their net returns, the sum
/// of the gains and (positive) of the losses. Hit rate = hits/count; profit factor = gains/losses.
/// </summary>
public sealed record RegimeRecord(int Count, int Hits, double NetReturns, double Gains, double Losses)
{
    public static RegimeRecord Empty { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Sum of the chances of being right that were foretold, over the opinions in <see cref="Foretold"/>.</summary>
    public double Chances { get; init; }

    /// <summary>Opinions that came with a chance.</summary>
    public int Foretold { get; init; }

    /// <summary>How many of those were right.</summary>
    public int ForetoldHits { get; init; }

    /// <summary>Rank correlations of the sessions in which its opinions of this regime matured.</summary>
    public InformationCoefficient Ic { get; init; } = InformationCoefficient.None;

    /// <summary>The shadow book in the sessions of this regime.</summary>
    public RegimeShadow Shadow { get; init; } = RegimeShadow.Empty;

    /// <summary>NaN without opinions.</summary>
    public double HitRate => Count == 0 ? double.NaN : (double)Hits / Count;

    /// <summary>NaN without losses.</summary>
    public double ProfitFactor => Losses > 0 ? Gains / Losses : double.NaN;

    /// <summary>Mean rank correlation; NaN without a session that had one.</summary>
    public double RankIc => Ic.Weight > 0 ? Ic.WeightedSum / Ic.Weight : double.NaN;

    /// <summary>Share that was right over the mean chance foretold: 1 = as good as it believed, below 1 = too sure; NaN without any.</summary>
    public double Calibration => Chances > 0 ? ForetoldHits / Chances : double.NaN;

    public RegimeRecord With(Outcome outcome) =>
        this with
        {
            Count = Count + 1,
            Hits = Hits + (outcome.Hit ? 1 : 0),
            NetReturns = NetReturns + outcome.NetReturn,
            Gains = Gains + Math.Max(0, outcome.NetReturn),
            Losses = Losses - Math.Min(0, outcome.NetReturn),
            Chances = Chances + (outcome.Chance ?? 0),
            Foretold = Foretold + (outcome.Chance is null ? 0 : 1),
            ForetoldHits = ForetoldHits + (outcome.Chance is not null && outcome.Hit ? 1 : 0),
        };

    /// <summary>All regimes together.</summary>
    public static RegimeRecord Sum(IEnumerable<RegimeRecord> regimes) =>
        regimes.Aggregate(
            Empty,
            (a, b) =>
                a with
                {
                    Count = a.Count + b.Count,
                    Hits = a.Hits + b.Hits,
                    NetReturns = a.NetReturns + b.NetReturns,
                    Gains = a.Gains + b.Gains,
                    Losses = a.Losses + b.Losses,
                    Chances = a.Chances + b.Chances,
                    Foretold = a.Foretold + b.Foretold,
                    ForetoldHits = a.ForetoldHits + b.ForetoldHits,
                    Ic = new InformationCoefficient(a.Ic.WeightedSum + b.Ic.WeightedSum, a.Ic.Weight + b.Ic.Weight),
                }
        );
}

/// <summary>
/// A shadow book's sessions in one regime: how many, the sums that give mean and deviation of its daily returns, and the
/// equity that these sessions alone would have made of 1.
/// </summary>
public sealed record RegimeShadow(
    int Days,
    double Sum,
    double Squares,
    double Equity,
    double Peak,
    double WorstDrawdown
)
{
    public static RegimeShadow Empty { get; } = new(0, 0, 0, 1, 1, 0);

    /// <inheritdoc cref="ShadowBook.Excess" />
    public ExcessReturns Excess { get; init; } = ExcessReturns.None;

    /// <inheritdoc cref="ShadowBook.Sharpe" />
    public double Sharpe => Excess.Sharpe;

    public RegimeShadow With(double change, double forgone)
    {
        var equity = Equity * (1 + change);
        var peak = Math.Max(Peak, equity);
        return new RegimeShadow(
            Days + 1,
            Sum + change,
            Squares + (change * change),
            equity,
            peak,
            Math.Max(WorstDrawdown, 1 - (equity / peak))
        )
        {
            Excess = Excess.With(change - forgone),
        };
    }
}
