using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Ensemble;

/// <summary>One strategy's part in a target: the weight it asked for, after its share and the book's scale.</summary>
public sealed record Contribution(StrategyId Strategy, double Weight);

/// <summary>
/// What the vote wants: signed weights over the universe, fractions of equity, not yet bounded by risk. Expected return:
/// fraction over the name's horizon, signed by the price's direction; horizon in sessions; both NaN where no strategy holds
/// the name.
/// </summary>
public sealed class TargetBook
{
    private readonly double[] weights;
    private readonly double[] expectedReturns;
    private readonly double[] horizons;

    internal TargetBook(
        Universe universe,
        FundMode mode,
        IReadOnlyList<Proposal> proposals,
        double[] shares,
        double scale,
        double forecastVolatility,
        double[] weights,
        double[] expectedReturns,
        double[] horizons
    )
    {
        Universe = universe;
        Mode = mode;
        Proposals = proposals;
        Shares = shares;
        Scale = scale;
        ForecastVolatility = forecastVolatility;
        this.weights = weights;
        this.expectedReturns = expectedReturns;
        this.horizons = horizons;
    }

    public Universe Universe { get; }

    public FundMode Mode { get; }

    public IReadOnlyList<Proposal> Proposals { get; }

    /// <summary>v, each proposal's share of capital, in the order of the proposals.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>k, the factor that brings the book to its target volatility.</summary>
    public double Scale { get; }

    /// <summary>Forecast volatility of the scaled book, a fraction a year.</summary>
    public double ForecastVolatility { get; }

    public ReadOnlySpan<double> Weights => weights;
    public ReadOnlySpan<double> ExpectedReturns => expectedReturns;
    public ReadOnlySpan<double> Horizons => horizons;

    /// <summary>Who asked for a name, largest part first.</summary>
    public IReadOnlyList<Contribution> Holders(int row)
    {
        var holders = new List<Contribution>();
        for (var i = 0; i < Proposals.Count; i++)
            if (Shares[i] > 0 && Proposals[i].Weights[row] != 0)
                holders.Add(new Contribution(Proposals[i].Profile.Id, Scale * Shares[i] * Proposals[i].Weights[row]));
        holders.Sort((a, b) => Math.Abs(b.Weight).CompareTo(Math.Abs(a.Weight)));
        return holders;
    }

    /// <summary>True when an intraday strategy has part in a name.</summary>
    public bool IsIntraday(int row)
    {
        for (var i = 0; i < Proposals.Count; i++)
            if (
                Shares[i] > 0
                && Proposals[i].Weights[row] != 0
                && Proposals[i].Profile.Category == StrategyCategory.Intraday
            )
                return true;
        return false;
    }
}
