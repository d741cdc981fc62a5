using CsCheck;
using QuantFund.Core.Domain;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Ensemble;

/// <summary>For any proposals and verdicts.</summary>
public sealed class EnsembleProperties
{
    private static readonly FeatureTable Features = FeatureEngine.Build(new RandomWalk(12).Snapshot());

    private static readonly Gen<StrategyCategory> Categories = Gen.Int[0, 3].Select(i => (StrategyCategory)i);

    private static readonly Gen<(StrategyCategory Category, int[] Parts, double Verdict)[]> Proposals = Gen.Select(
        Categories,
        Gen.Int[-3, 3].Array[Features.Count],
        Gen.Double[0, 1]
    ).Array[1, 6];

    [Fact]
    public void Netting_NeverTurnsASide_NorMakesAShortLargerThanAsked() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1])
            .Sample(
                (longs, shorts, doubled) =>
                {
                    var (net, plain) = (Netting.Net(longs, shorts, doubled), longs - shorts - doubled);
                    return plain > 0 ? net >= 0 && net <= plain : net <= plain && net >= -(shorts + doubled);
                },
                iter: 5_000
            );

    [Fact]
    public void Netting_OfOneSideAlone_IsThatSide() =>
        Gen.Double[0.001, 1]
            .Sample(
                w =>
                    Netting.Net(w, 0, 0).Equals(w)
                    && Netting.Net(0, w, 0).Equals(-w)
                    && Netting.Net(0, 0, w).Equals(-w),
                iter: 200
            );

    [Fact]
    public void Book_HoldsNoMoreThanItsScaleAndAgreementAllow_OnTheSideThatWasAskedFor() =>
        Proposals.Sample(
            cases =>
            {
                var book = Combine(cases, double.NaN);
                var gross = 0.0;
                for (var row = 0; row < Features.Count; row++)
                {
                    var weight = book.Weights[row];
                    gross += Math.Abs(weight);
                    if (weight != 0 && Math.Abs(weight) < WeightedVote.LeastWeight)
                        return false;
                    var (longs, shorts) = (0.0, 0.0);
                    foreach (var part in book.Holders(row))
                    {
                        longs += Math.Max(0, part.Weight);
                        shorts -= Math.Min(0, part.Weight);
                    }
                    // 1.2: what the agreement of four families adds.
                    if (weight > (longs * 1.2) + 1e-12 || weight < (-shorts * 1.2) - 1e-12)
                        return false;
                    if (longs > shorts + 1e-12 ? weight < 0 : shorts > longs + 1e-12 && weight > 0)
                        return false;
                }
                return book.Shares.Sum() <= 1 + 1e-9 && gross <= (book.Scale * 1.2) + 1e-9;
            },
            iter: 400
        );

    [Fact]
    public void Scale_ReachesTheTargetVolatility_OrItsMost_AndMovesATenthACycle() =>
        Gen.Select(Proposals, Gen.Double[0.2, 3])
            .Sample(
                (cases, previous) =>
                {
                    var fresh = Combine(cases, double.NaN);
                    var next = Combine(cases, previous);
                    var aimed =
                        fresh.ForecastVolatility == 0
                        || Math.Abs(fresh.ForecastVolatility - 0.10) < 1e-9
                        || (fresh.Scale >= BookScale.Most && fresh.ForecastVolatility < 0.10);
                    return aimed && next.Scale >= (previous * 0.9) - 1e-12 && next.Scale <= (previous * 1.1) + 1e-12;
                },
                iter: 300
            );

    private static TargetBook Combine(
        (StrategyCategory Category, int[] Parts, double Verdict)[] cases,
        double previousScale
    )
    {
        var proposals = cases
            .Select(
                (c, i) =>
                {
                    var gross = Math.Max(1, c.Parts.Sum(Math.Abs));
                    return EnsembleTests.Proposal(
                        $"s{i}",
                        c.Category,
                        [
                            .. Enumerable
                                .Range(0, Features.Count)
                                .Where(row => c.Parts[row] != 0)
                                .Select(row => (row, (double)c.Parts[row] / gross)),
                        ]
                    );
                }
            )
            .ToArray();
        return WeightedVote.Combine(
            proposals,
            EnsembleTests.VerdictOf(proposals, [.. cases.Select(c => c.Verdict)]),
            FundMode.Hybrid,
            Features,
            _ => StrategyState.Enabled,
            new EnsembleOptions(),
            previousScale
        );
    }
}
