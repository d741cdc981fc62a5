namespace QuantFund.Core.Strategies;

/// <summary>
/// One rule of STRATEGIES, section C: features in, a conviction or a reasoned abstention per symbol out. It keeps no state
/// and touches nothing; what all strategies share (holding opinions, tilt, choice, sizes, expected return) is done for it.
/// </summary>
public interface IStrategy
{
    StrategyProfile Profile { get; }

    /// <summary>Writes an opinion for every row. Never throws for what the data lack.</summary>
    void Opine(StrategyContext context, Opinions opinions);
}
