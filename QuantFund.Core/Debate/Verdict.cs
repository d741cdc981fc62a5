using QuantFund.Core.Debate.Arguments;

namespace QuantFund.Core.Debate;

/// <summary>
/// What the debate ends in, in the order of the proposals. <paramref name="DebateWeights"/> and
/// <paramref name="LearnedWeights"/> each sum to 1 over the enabled strategies that speak (0 for the others);
/// <paramref name="Weights"/> = (1 − λ)·debate + λ·learned, λ = <paramref name="Influence"/>.
/// <paramref name="IntradayShare"/>: the fast debate's split between intraday and position, null in a full one.
/// </summary>
public sealed record Verdict(
    string Debater,
    IReadOnlyList<ScoreCard> Scores,
    IReadOnlyList<double> DebateWeights,
    IReadOnlyList<double> LearnedWeights,
    IReadOnlyList<double> Weights,
    double Influence,
    double? IntradayShare
)
{
    /// <summary>What was said, by target in the order of the proposals; empty in a fast debate, and before there were arguments.</summary>
    public IReadOnlyList<HeardArgument> Arguments { get; init; } = [];

    /// <summary>Each score after the arguments, in the order of the proposals; empty where nobody argued.</summary>
    public IReadOnlyList<ArguedScore> Argued { get; init; } = [];
}
