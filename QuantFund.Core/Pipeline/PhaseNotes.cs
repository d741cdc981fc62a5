using System.Globalization;
using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Learning;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Pipeline;

/// <summary>What came out of each phase, in words that a stranger understands.</summary>
internal static class PhaseNotes
{
    public static string Of(MarketSnapshot snapshot)
    {
        var ok = snapshot.Sources.Count(s => s.Health == SourceHealth.Ok);
        var missing = snapshot
            .Sources.Where(s => s.Health is SourceHealth.Failed or SourceHealth.Stale)
            .Select(s => s.Name)
            .ToList();
        return missing.Count == 0
            ? Text($"{snapshot.Universe.Count} symbols, {ok} sources fresh")
            : Text($"{snapshot.Universe.Count} symbols, {ok} sources fresh, not {string.Join(", ", missing)}");
    }

    public static string Of(FeatureTable features)
    {
        var known = 0;
        foreach (var value in features.All)
            if (!double.IsNaN(value))
                known++;
        return features.Count == 0
            ? "no symbols"
            : Text(
                $"{FeatureNames.Count} features of {features.Count} symbols, {(double)known / features.All.Length:0%} known"
            );
    }

    public static string Of(Regime regime, FundMode mode)
    {
        var trend = regime.Trend switch
        {
            TrendLabel.Up => "rising trend",
            TrendLabel.Down => "falling trend",
            _ => "no clear trend",
        };
        var vix = double.IsNaN(regime.Vix)
            ? "VIX unknown"
            : regime.VixSource switch
            {
                VixSource.Index => Text($"VIX {regime.Vix:0.0}"),
                VixSource.PreviousClose => Text($"VIX {regime.Vix:0.0} (close of {regime.VixDate:yyyy-MM-dd})"),
                _ => Text($"VIX {regime.Vix:0.0}, estimated"),
            };
        return Text($"{mode.ToString().ToLowerInvariant()} mode: {trend}, {vix}");
    }

    public static string Of(IReadOnlyList<Proposal> proposals)
    {
        var speaking = proposals.Count(p => p.Speaks);
        return Text($"{speaking} of {proposals.Count} strategies propose {proposals.Sum(p => p.Names)} positions");
    }

    public static string Of(Verdict verdict)
    {
        var best = -1;
        for (var i = 0; i < verdict.Weights.Count; i++)
            if (verdict.Weights[i] > 0 && (best < 0 || verdict.Weights[i] > verdict.Weights[best]))
                best = i;
        return best < 0
            ? "no strategy spoke"
            : Text($"{verdict.Scores[best].Strategy} leads with {verdict.Weights[best]:0%} of the vote");
    }

    public static string Of(TargetBook targets)
    {
        int longs = 0,
            shorts = 0;
        foreach (var weight in targets.Weights)
        {
            longs += weight > 0 ? 1 : 0;
            shorts += weight < 0 ? 1 : 0;
        }
        return Text($"{longs} longs and {shorts} shorts wanted, forecast volatility {targets.ForecastVolatility:0.0%}");
    }

    public static string Of(RiskReview review) =>
        review.Approved is null ? review.Refusal!
        : review.Clamps.Count == 0 ? "all within limits"
        : Text(
            $"{review.Clamps.Count} {(review.Clamps.Count == 1 ? "clamp" : "clamps")}: {string.Join(", ", review.Clamps.Select(c => c.Limit).Distinct(StringComparer.Ordinal))}"
        );

    public static string Of(CostReview review) =>
        review.Refusal
        ?? (
            review.Plan.Trades.Count == 0
                ? Text($"no trade is worth its cost, {review.Skips.Count} left alone")
                : Text(
                    $"{review.Plan.Trades.Count} {(review.Plan.Trades.Count == 1 ? "trade" : "trades")} worth {review.Plan.TurnoverFraction:0.0%} of equity, {review.Skips.Count} left alone"
                )
        );

    public static string Of(GateAnswer? answer) =>
        answer switch
        {
            null => "nothing to approve",
            GateAnswer.Approved a => a.Excluded.Count == 0
                ? $"approved by {a.By}"
                : Text($"approved by {a.By} without {a.Excluded.Count} names"),
            GateAnswer.Rejected r => $"rejected by {r.By}: {r.Reason}",
            GateAnswer.Expired e => $"expired: {e.Reason}",
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "Unknown answer."),
        };

    public static string Of(Submission? submission)
    {
        if (submission is null)
            return "nothing sent";
        var filled = submission.Orders.Count(o => o.Status == OrderStatus.Filled);
        return Text($"{filled} of {submission.Orders.Count} orders filled, {submission.Refused.Count} refused");
    }

    public static string Of(IReadOnlyList<Outcome> outcomes) =>
        outcomes.Count == 0
            ? "no opinion has matured"
            : Text($"{outcomes.Count} opinions matured, {outcomes.Count(o => o.Hit)} right");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
