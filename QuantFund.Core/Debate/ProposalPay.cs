using QuantFund.Core.Strategies;

namespace QuantFund.Core.Debate;

/// <summary>
/// What a proposal expects to earn over its horizon, and what trading each of its names in and out once costs: Σ w·er and
/// 2·Σ|w|·c over the names held whose expected return is known, fractions of its capital. The cost is NaN where one is not known.
/// </summary>
internal static class ProposalPay
{
    public static (double ExpectedReturn, double RoundTripCost) Of(Proposal proposal, ReadOnlySpan<double> oneWayCosts)
    {
        double gain = 0,
            cost = 0;
        for (var row = 0; row < oneWayCosts.Length; row++)
        {
            var weight = proposal.Weights[row];
            if (weight == 0 || double.IsNaN(proposal.ExpectedReturns[row]))
                continue;
            gain += weight * proposal.ExpectedReturns[row];
            cost += 2 * Math.Abs(weight) * oneWayCosts[row];
        }
        return (gain, cost);
    }
}
