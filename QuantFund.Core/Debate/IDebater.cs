namespace QuantFund.Core.Debate;

/// <summary>Phase D: judges the proposals. One that argues with a language model answers within its time budget, by the rules where it can't.</summary>
public interface IDebater
{
    ValueTask<Verdict> JudgeAsync(DebateBrief brief, CancellationToken cancellation);
}
