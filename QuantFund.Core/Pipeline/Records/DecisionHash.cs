using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Pipeline.Records;

/// <summary>
/// SHA-256 over everything that a decision read (time, book, prices, every feature) and everything it decided (regime,
/// proposals, verdict, targets, plan), bit for bit. Two runs agree exactly when their hashes do.
/// </summary>
internal sealed class DecisionHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public static string Of(
        DecisionRequest request,
        FeatureTable features,
        PriceColumns prices,
        Regime regime,
        Verdict verdict,
        Ensemble.TargetBook targets,
        RiskReview review,
        TradePlan plan
    )
    {
        using var decision = new DecisionHash();
        decision.Add($"{request.AsOf.UtcTicks}|{request.TradingState}|{request.Source}|{request.Ladder.Scale:R}");
        foreach (var instrument in features.Universe.Instruments)
            decision.Add(instrument.Symbol.Value);
        decision.Add(request.Book);
        decision.Add(features.All);
        decision.Add(features.Prices);
        decision.Add(features.ReturnsSinceClose);
        decision.Add(prices.SpreadBps);
        decision.Add($"{regime.Trend}|{regime.Volatility}|{regime.Risk}");
        decision.Add([regime.TrendStrength, regime.RiskScore, regime.Correlation, regime.Vix]);
        foreach (var proposal in targets.Proposals)
        {
            decision.Add(proposal.Profile.Id.Value);
            decision.Add(proposal.Convictions);
            decision.Add(proposal.Weights);
            decision.Add(proposal.ExpectedReturns);
        }
        decision.Add([.. verdict.Weights]);
        decision.Add([.. targets.Shares]);
        decision.Add([targets.Scale]);
        decision.Add(targets.Weights);
        if (review.Approved is { } approved)
            decision.Add(approved.Weights);
        decision.Add(review.Refusal ?? "");
        decision.Add(plan.Hash);
        return Convert.ToHexStringLower(decision.hash.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();

    private void Add(string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }

    private void Add(FormattableString text) => Add(FormattableString.Invariant(text));

    private void Add(ReadOnlySpan<double> values) => hash.AppendData(MemoryMarshal.AsBytes(values));

    private void Add(Book book)
    {
        Add($"{book.Cash:0.########}");
        foreach (var position in book.Positions.Values.OrderBy(p => p.Symbol))
            Add($"{position.Symbol}|{position.Quantity:0.########}|{book.Mark(position):0.########}");
    }
}
