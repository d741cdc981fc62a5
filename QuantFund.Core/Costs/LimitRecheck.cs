using System.Globalization;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Costs;

/// <summary>
/// The limits once more, on the book that the kept trades would leave: with some changes skipped it is neither the present
/// nor the approved one. While a limit is broken, the kept trade that worsens it and has the least benefit for its cost is
/// taken out; when none is left the plan is refused, and only pressing reductions stay. Source: STRATEGIES, section F.
/// </summary>
internal static class LimitRecheck
{
    /// <returns>Why the plan is refused; null when the limits hold.</returns>
    public static string? Mend(List<Candidate> kept, ApprovedTargets approved, List<SkippedTrade> skips)
    {
        var context = approved.Context;
        var result = context.Current.ToArray();
        foreach (var candidate in kept)
            result[candidate.Row] += candidate.SignedWeight;
        var before = RiskGate.Measure(context.Current.Span, context);
        while (true)
        {
            var after = RiskGate.Measure(result, context);
            var broken = after
                .Zip(before)
                .FirstOrDefault(u => u.First.IsBroken && !LimitDrift.IsLeftAlone(u.First, u.Second))
                .First;
            if (broken is null)
                return null;
            var limit = RiskGate.Limits.First(l => string.Equals(l.Name, broken.Limit, StringComparison.Ordinal));
            if (Worst(kept, limit, broken, result, context) is { } worst)
            {
                Remove(worst, $"The limit '{broken.Limit}' would be broken.");
                continue;
            }
            // Present before this plan and mended as far as pressing reductions can: nothing that adds risk may go with it.
            foreach (var candidate in kept.Where(c => !c.Pressing).ToList())
                Remove(candidate, $"The plan is refused: the limit '{broken.Limit}' stays broken.");
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The limit '{broken.Limit}' stays broken ({broken.Subject}): {broken.Use:0.0000} against {broken.Bound:0.0000}."
            );
        }

        void Remove(Candidate candidate, string why)
        {
            kept.Remove(candidate);
            result[candidate.Row] -= candidate.SignedWeight;
            var trade = candidate.Trade;
            skips.Add(
                new SkippedTrade(
                    trade.Symbol,
                    trade.Side,
                    trade.CurrentWeight,
                    trade.TargetWeight,
                    trade.BenefitCostRatio,
                    why
                )
            );
        }
    }

    private static Candidate? Worst(
        List<Candidate> kept,
        ILimit limit,
        LimitUse broken,
        double[] result,
        RiskContext context
    )
    {
        Candidate? worst = null;
        foreach (var candidate in kept)
        {
            if (
                candidate.Pressing
                || (worst is not null && candidate.Trade.BenefitCostRatio >= worst.Trade.BenefitCostRatio)
            )
                continue;
            var with = result[candidate.Row];
            result[candidate.Row] = with - candidate.SignedWeight;
            if (limit.Measure(result, context).Use < broken.Use)
                worst = candidate;
            result[candidate.Row] = with;
        }
        return worst;
    }
}
