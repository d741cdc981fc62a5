using System.ComponentModel.DataAnnotations;

namespace QuantFund.Core.Learning;

/// <summary>Section <c>Learning</c>; defaults are the figures of STRATEGIES, section I.</summary>
public sealed class LearningOptions
{
    public const string Section = "Learning";

    /// <summary>Learning rate of the Hedge weights. 0 to 1, default 0.05.</summary>
    [Range(0.0, 1.0)]
    public double Rate { get; set; } = 0.05;

    /// <summary>Sessions after which an observation counts half. 1 to 10,000, default 120.</summary>
    [Range(1.0, 10_000.0)]
    public double HalfLifeSessions { get; set; } = 120;

    /// <summary>Influence of the learned weights at the start. 0 to 1, default 0.20.</summary>
    [Range(0.0, 1.0)]
    public double LeastInfluence { get; set; } = 0.20;

    /// <summary>Influence of the learned weights at its fullest. At least the least, at most 1, default 0.70.</summary>
    [Range(0.0, 1.0)]
    public double MostInfluence { get; set; } = 0.70;

    /// <summary>
    /// Chance, over all time, that a strategy that does not lose is put to shadow by its record. 0 = never retire; at most
    /// 0.5, default 0.05.
    /// </summary>
    [Range(0.0, 0.5)]
    public double FalseRetirement { get; set; } = 0.05;

    /// <summary>What is wrong across fields, one sentence each; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (MostInfluence < LeastInfluence)
            yield return $"{Section}:MostInfluence must not be below {Section}:LeastInfluence.";
    }
}
