using System.Runtime.InteropServices;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Costs;

/// <summary>
/// What a change of one name's weight is expected to earn, a fraction of equity, and over how many sessions. A name that is not
/// held yet is wanted by all who want it: its change earns their blended expected return. Of a name that is held each part of
/// the way earns what those who ask for it expect: the strategies that hold for days want it at a level of their own, and the
/// way there earns their blended return, the way on from there to the target that of the intraday ones. A blend over both would
/// let an hour's trade pay its cost with the return that others expect of a month. The horizon is blended like the return it
/// belongs to. Source: STRATEGIES, section G; README, decisions.
/// </summary>
/// <param name="Earned">Fraction of equity; NaN where no strategy holds the name.</param>
/// <param name="HorizonSessions">Of the return that is earned; NaN likewise.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChangeReturn(double Earned, double HorizonSessions)
{
    /// <param name="row">The name.</param>
    /// <param name="change">Signed change of weight, from the present one.</param>
    /// <param name="approved">The targets.</param>
    public static ChangeReturn Of(int row, double change, ApprovedTargets approved)
    {
        var wanted = approved.Wanted;
        var slow = Blend(row, wanted, intraday: false);
        var fast = Blend(row, wanted, intraday: true);
        var start = approved.Context.Current.Span[row];
        if (start == 0 || double.IsNaN(fast.Return) || double.IsNaN(slow.Return))
            return new ChangeReturn(change * wanted.ExpectedReturns[row], wanted.Horizons[row]);
        var shrunk = wanted.Weights[row] == 0 ? 1 : approved.Weights[row] / wanted.Weights[row];
        var end = start + change;
        var turn = Math.Clamp(slow.Weight * shrunk, Math.Min(start, end), Math.Max(start, end));
        var (there, on) = (turn - start, end - turn);
        return new ChangeReturn(
            (there * slow.Return) + (on * fast.Return),
            change == 0
                ? double.NaN
                : ((Math.Abs(there) * slow.Horizon) + (Math.Abs(on) * fast.Horizon)) / Math.Abs(change)
        );
    }

    /// <summary>What one kind of strategy wants of a name, and return and horizon blended over that kind; NaN without any.</summary>
    private static (double Weight, double Return, double Horizon) Blend(int row, TargetBook wanted, bool intraday)
    {
        double weight = 0,
            gross = 0,
            gain = 0,
            horizon = 0;
        for (var i = 0; i < wanted.Proposals.Count; i++)
        {
            var proposal = wanted.Proposals[i];
            var asked = wanted.Shares[i] * proposal.Weights[row];
            if (asked == 0 || proposal.Profile.Category == StrategyCategory.Intraday != intraday)
                continue;
            weight += asked;
            gross += Math.Abs(asked);
            gain += Math.Abs(asked) * proposal.ExpectedReturns[row];
            horizon += Math.Abs(asked) * proposal.HorizonSessions;
        }
        return gross > 0
            ? (weight * wanted.Scale, gain / gross, horizon / gross)
            : (weight * wanted.Scale, double.NaN, double.NaN);
    }
}
