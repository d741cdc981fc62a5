namespace QuantFund.Core.Learning;

/// <summary>
/// A strategy's matured opinions in one regime, added up: how many, how many had the right sign, their net returns, the sum
/// of the gains and (positive) of the losses. Hit rate = hits/count; profit factor = gains/losses.
/// </summary>
public sealed record RegimeRecord(int Count, int Hits, double NetReturns, double Gains, double Losses)
{
    public static RegimeRecord Empty { get; } = new(0, 0, 0, 0, 0);

    public RegimeRecord With(Outcome outcome) =>
        new(
            Count + 1,
            Hits + (outcome.Hit ? 1 : 0),
            NetReturns + outcome.NetReturn,
            Gains + Math.Max(0, outcome.NetReturn),
            Losses - Math.Min(0, outcome.NetReturn)
        );
}
