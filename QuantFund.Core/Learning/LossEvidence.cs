using QuantFund.Core.Statistics;

namespace QuantFund.Core.Learning;

/// <summary>
/// Evidence that a strategy loses, as an e-process: the wealth of gamblers who each session stake a fixed share λ against
/// it. x is the session's net shadow return in units of its forecast daily volatility, clipped to ±3. While the mean of x,
/// given the past, is not below zero, each wealth ∏(1 − λ·x) is a supermartingale that starts at 1, and so is their mean;
/// it then reaches 1/α ever, at any time, with a probability of at most α (Ville 1939). Stakes stay under 1/3, so that no
/// wealth can be lost whole. Source: Waudby-Smith and Ramdas 2024, betting with a mixture of fixed stakes.
/// </summary>
/// <param name="Sessions">Sessions counted since it was last begun anew.</param>
/// <param name="LogWealth">Of each stake in <see cref="Stakes"/>; empty = all 0.</param>
public sealed record LossEvidence(int Sessions, IReadOnlyList<double> LogWealth)
{
    public const double Clip = 3;

    /// <summary>From a strategy that loses slowly to one that loses fast.</summary>
    public static IReadOnlyList<double> Stakes { get; } = [0.02, 0.05, 0.10, 0.16, 0.24, 0.32];

    public static LossEvidence None { get; } = new(0, []);

    /// <summary>The mean wealth: 1 at the start, 20 stands for a chance of one in twenty that the strategy does not lose.</summary>
    public double Value
    {
        get
        {
            if (LogWealth.Count == 0)
                return 1;
            var sum = 0.0;
            foreach (var log in LogWealth)
                sum += Math.Exp(log);
            return sum / LogWealth.Count;
        }
    }

    /// <param name="score">The session's x before clipping; NaN changes nothing.</param>
    public LossEvidence With(double score)
    {
        if (double.IsNaN(score))
            return this;
        var x = Math.Clamp(score, -Clip, Clip);
        var next = new double[Stakes.Count];
        for (var i = 0; i < next.Length; i++)
            next[i] = (LogWealth.Count == 0 ? 0 : LogWealth[i]) + Math.Log(1 - (Stakes[i] * x));
        return new LossEvidence(Sessions + 1, next);
    }

    /// <summary>True once the chance of being wrong about it is at most α.</summary>
    public bool Proves(double falseRetirement) => Tolerance.AtLeast(Value, 1 / falseRetirement);
}

/// <summary>A strategy that is to be put to shadow: its evidence, and over how many sessions it came together.</summary>
public sealed record Retirement(Domain.StrategyId Strategy, double Evidence, double Needed, int Sessions)
{
    public string Reason =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Its net shadow returns lose: evidence {Evidence:0.0} over {Sessions} sessions, {Needed:0.#} retires. Enabling it begins the count anew."
        );
}
