namespace QuantFund.Core.Strategies;

/// <summary>
/// All opinions of one strategy in one cycle, as columns over the universe. Weights are signed fractions of the capital
/// that the strategy would be given, gross at most 1; expected returns are fractions over the strategy's horizon, signed
/// like the price is expected to move (NaN without a weight); forecast volatility is a fraction a year.
/// </summary>
public sealed class Proposal
{
    internal Proposal(
        StrategyProfile profile,
        double ic,
        double[] convictions,
        Abstention[] reasons,
        string? silence,
        double[] weights,
        double[] expectedReturns,
        double forecastVolatility
    )
    {
        Profile = profile;
        HorizonSessions = profile.Horizon.InSessions;
        Ic = ic;
        convictionColumn = convictions;
        reasonColumn = reasons;
        Silence = silence;
        weightColumn = weights;
        expectedReturnColumn = expectedReturns;
        ForecastVolatility = forecastVolatility;
        foreach (var weight in weights)
            if (weight != 0)
                Names++;
    }

    private readonly double[] convictionColumn;
    private readonly Abstention[] reasonColumn;
    private readonly double[] weightColumn;
    private readonly double[] expectedReturnColumn;

    public StrategyProfile Profile { get; }

    /// <summary>
    /// Sessions over which the expected returns are expected: the strategy's horizon, or what the session has left of one in
    /// minutes.
    /// </summary>
    public double HorizonSessions { get; init; }

    /// <summary>Information coefficient that the expected returns were made with.</summary>
    public double Ic { get; }

    public ReadOnlySpan<double> Convictions => convictionColumn;
    public ReadOnlySpan<Abstention> Reasons => reasonColumn;
    public ReadOnlySpan<double> Weights => weightColumn;
    public ReadOnlySpan<double> ExpectedReturns => expectedReturnColumn;

    public double ForecastVolatility { get; }

    /// <summary>Number of names with a weight.</summary>
    public int Names { get; }

    /// <summary>True when at least one name has a weight: the strategy has something to vote for.</summary>
    public bool Speaks => Names > 0;

    /// <summary>Why the strategy says nothing at all; null when it speaks or every symbol has a reason of its own.</summary>
    public string? Silence { get; }

    public Opinion OpinionOf(int row) =>
        double.IsNaN(convictionColumn[row])
            ? new Opinion.Abstained(reasonColumn[row], reasonColumn[row].Sentence())
            : new Opinion.View(convictionColumn[row]);
}
