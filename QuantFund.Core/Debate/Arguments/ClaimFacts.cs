using QuantFund.Core.Features;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Debate.Arguments;

/// <summary>
/// Everything that a claim about one proposal can be checked against: every feature of every symbol, and the words that
/// "portfolio" has, each a number of the proposal or of the market. NaN = there is no such word, or it has no value now.
/// </summary>
public sealed class ClaimFacts
{
    /// <summary>Prefix of Σ|w|·f/Σ|w| over the names held that have the feature f.</summary>
    public const string Mean = "mean_";

    /// <summary>Prefix of Σw·f/Σ|w|: what the feature comes to in the direction of the holdings.</summary>
    public const string Tilt = "tilt_";

    /// <summary>Prefix of the correlation with another strategy's proposal.</summary>
    public const string CorrelationWith = "correlation_";

    private readonly DebateBrief brief;
    private readonly ProposalCorrelations correlations;
    private readonly int index;
    private readonly int[] rows;

    internal ClaimFacts(DebateBrief brief, ProposalCorrelations correlations, int index)
    {
        this.brief = brief;
        this.correlations = correlations;
        this.index = index;
        rows = HeldBy(Proposal);
        foreach (var row in rows)
        {
            var weight = Proposal.Weights[row];
            Net += weight;
            Gross += Math.Abs(weight);
            if (Leader < 0 || Math.Abs(weight) > Math.Abs(Proposal.Weights[Leader]))
                Leader = row;
        }
        (ExpectedReturn, RoundTripCost) = ProposalPay.Of(Proposal, brief.OneWayCosts.Span);
    }

    public DateTimeOffset AsOf => brief.Features.AsOf;

    public Proposal Proposal => brief.Proposals[index];

    /// <summary>Row of the largest holding; −1 without one.</summary>
    public int Leader { get; } = -1;

    public Domain.Symbol LeaderSymbol => brief.Features.Universe[Leader].Symbol;

    public double Net { get; }

    public double Gross { get; }

    /// <summary>Over the proposal's horizon, a fraction of its capital.</summary>
    public double ExpectedReturn { get; }

    /// <summary>Of trading every holding in and out once, a fraction of its capital; NaN without a known price.</summary>
    public double RoundTripCost { get; }

    public double Of(string symbol, string feature) =>
        string.Equals(symbol, Claim.Portfolio, StringComparison.Ordinal) ? OfPortfolio(feature)
        : Domain.Symbol.TryParse(symbol, out var name)
        && brief.Features.Universe.IndexOf(name) is >= 0 and var row
        && FeatureNames.TryParse(feature, out var column)
            ? brief.Features[column, row]
        : double.NaN;

    /// <summary>Σ|w|·f/Σ|w| over the names held that have it; NaN when none has.</summary>
    public double MeanOf(Feature feature) => Weighted(feature, signed: false);

    /// <summary>Σw·f/Σ|w| over the names held that have it; NaN when none has.</summary>
    public double TiltOf(Feature feature) => Weighted(feature, signed: true);

    private double OfPortfolio(string word)
    {
        var market = brief.Features.Market;
        return word switch
        {
            "names" => Proposal.Names,
            "gross" => Gross,
            "net" => Net,
            "top_weight" => Leader < 0 ? double.NaN : Math.Abs(Proposal.Weights[Leader]),
            "forecast_volatility" => Proposal.ForecastVolatility,
            "ic" => Proposal.Ic,
            "expected_return" => ExpectedReturn,
            "round_trip_cost" => RoundTripCost,
            "shadow_drawdown" => brief.Standings.TryGetValue(Proposal.Profile.Id, out var standing)
                ? standing.ShadowDrawdown
                : double.NaN,
            "vix" => market.Vix,
            "vix_change_5" => market.VixFiveDayChange,
            "trend_direction" => market.TrendDirection,
            "trend_strength" => market.TrendStrength,
            "risk_score" => brief.Regime.RiskScore,
            "credit_spread" => market.CreditSpread,
            "breadth" => market.Breadth,
            "mean_correlation" => market.MeanCorrelation,
            "market_sent_score" => market.MarketSentScore,
            "news_velocity" => market.NewsVelocity,
            "inflation_pressure" => market.Macro.InflationPressure,
            "growth_momentum" => market.Macro.GrowthMomentum,
            "central_bank_hawkishness" => market.Macro.CentralBankHawkishness,
            "geopolitical_risk" => market.Macro.GeopoliticalRisk,
            "financial_stress" => market.Macro.FinancialStress,
            _ => OfPrefix(word),
        };
    }

    private double OfPrefix(string word)
    {
        if (word.StartsWith(CorrelationWith, StringComparison.Ordinal))
            return correlations.Of(index, word[CorrelationWith.Length..]);
        if (word.StartsWith(Mean, StringComparison.Ordinal) && FeatureNames.TryParse(word[Mean.Length..], out var mean))
            return MeanOf(mean);
        if (word.StartsWith(Tilt, StringComparison.Ordinal) && FeatureNames.TryParse(word[Tilt.Length..], out var tilt))
            return TiltOf(tilt);
        return double.NaN;
    }

    private double Weighted(Feature feature, bool signed)
    {
        var column = brief.Features[feature];
        double sum = 0,
            weights = 0;
        foreach (var row in rows)
        {
            if (double.IsNaN(column[row]))
                continue;
            var weight = Proposal.Weights[row];
            sum += (signed ? weight : Math.Abs(weight)) * column[row];
            weights += Math.Abs(weight);
        }
        return weights > 0 ? sum / weights : double.NaN;
    }

    private static int[] HeldBy(Proposal proposal)
    {
        var held = new int[proposal.Names];
        var at = 0;
        for (var row = 0; at < held.Length; row++)
            if (proposal.Weights[row] != 0)
                held[at++] = row;
        return held;
    }
}
