using QuantFund.Core.Features.Daily;
using QuantFund.Core.Statistics;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Debate;

/// <summary>
/// Logistic of net annual expected return over risk: (Σ w·er − 2·Σ|w|·c)·(252/h) / forecast volatility, with c the one-way
/// cost of each name as a fraction and h the horizon in sessions: a proposal is turned over once per horizon, in and out.
/// NaN without a known cost or risk. Source: STRATEGIES, section D1.
/// </summary>
public static class AlphaScore
{
    public static double Of(Proposal proposal, ReadOnlySpan<double> oneWayCosts)
    {
        var (gain, cost) = ProposalPay.Of(proposal, oneWayCosts);
        var net = (gain - cost) * Volatility.SessionsPerYear / proposal.Profile.Horizon.InSessions;
        return proposal.ForecastVolatility > 0 ? Logistic.Of(net / proposal.ForecastVolatility) : double.NaN;
    }
}
