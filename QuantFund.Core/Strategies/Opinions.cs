namespace QuantFund.Core.Strategies;

/// <summary>The columns that a strategy writes its opinions into: a conviction or a reason per symbol, nothing else.</summary>
public sealed class Opinions
{
    private readonly double[] convictions;
    private readonly Abstention[] reasons;

    public Opinions(int count)
    {
        convictions = new double[count];
        reasons = new Abstention[count];
        AbstainAll(Abstention.NoSignal);
    }

    public int Count => convictions.Length;

    /// <summary>NaN = abstained.</summary>
    public ReadOnlySpan<double> Convictions => convictions;

    public ReadOnlySpan<Abstention> Reasons => reasons;

    /// <summary>Why the strategy says nothing at all; null when it looked at every symbol.</summary>
    public string? Silence { get; private set; }

    /// <summary>
    /// Share of its usual size that the strategy wants to hold as a whole, 0 to 1; the rest stays cash. Sizing scales a
    /// proposal to its full size again, so that convictions that all shrink alike would change no weight by themselves.
    /// </summary>
    public double Exposure { get; set; } = 1;

    /// <summary>A conviction, clipped to [−1, 1]. Zero is no signal and NaN a missing feature, not views.</summary>
    public void View(int row, double conviction)
    {
        if (double.IsNaN(conviction) || conviction == 0)
        {
            Abstain(row, double.IsNaN(conviction) ? Abstention.FeatureMissing : Abstention.NoSignal);
            return;
        }
        convictions[row] = Math.Clamp(conviction, -1, 1);
        reasons[row] = Abstention.None;
    }

    public void Abstain(int row, Abstention reason)
    {
        convictions[row] = double.NaN;
        reasons[row] = reason;
    }

    /// <summary>The strategy as a whole stays silent; <paramref name="why"/> says it more exactly than the reason alone.</summary>
    public void StaySilent(Abstention reason, string? why = null)
    {
        AbstainAll(reason);
        Silence = why ?? reason.Sentence();
    }

    private void AbstainAll(Abstention reason)
    {
        Array.Fill(convictions, double.NaN);
        Array.Fill(reasons, reason);
    }
}
