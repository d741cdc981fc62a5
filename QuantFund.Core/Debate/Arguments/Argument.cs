using QuantFund.Core.Domain;

namespace QuantFund.Core.Debate.Arguments;

public enum Stance
{
    Supports,
    Attacks,
}

/// <summary>
/// One argument of a debate, whoever makes it: <paramref name="By"/> speaks for or against the proposal of
/// <paramref name="Target"/>. Prose is one sentence; strength in [0, 1].
/// </summary>
public sealed record Argument(
    Stance Stance,
    StrategyId By,
    StrategyId Target,
    IReadOnlyList<Claim> Claims,
    string Prose,
    double Strength
);

/// <summary>An argument with its claims checked, and what is left of its strength. Source: STRATEGIES, section D2.</summary>
public sealed record HeardArgument(
    Stance Stance,
    StrategyId By,
    StrategyId Target,
    IReadOnlyList<CheckedClaim> Claims,
    string Prose,
    double ClaimedStrength,
    double Strength
);

/// <summary>
/// What the arguments made of a strategy's score: support (0 where nobody spoke for it), mean strength of the attacks it
/// faced, and the score after both, in [0, 1].
/// </summary>
public sealed record ArguedScore(double Support, double Attack, double Total)
{
    public const double MostSupport = 0.2;
    public const double MostAttack = 0.2;

    /// <summary>score × (1 + .2·support) × (1 − .2·attack), never above 1. Source: STRATEGIES, section D2.</summary>
    public static ArguedScore Of(double score, double support, double attack) =>
        new(support, attack, Math.Min(1, score * (1 + (MostSupport * support)) * (1 - (MostAttack * attack))));
}
