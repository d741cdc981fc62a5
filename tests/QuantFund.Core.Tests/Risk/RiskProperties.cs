using System.Collections.Frozen;
using AwesomeAssertions;
using CsCheck;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;
using QuantFund.Core.Tests.Ensemble;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Risk;

/// <summary>For any targets, book, limits and state.</summary>
public sealed class RiskProperties
{
    private static readonly RandomWalk Market = new(33);
    private static readonly FeatureTable Features = FeatureEngine.Build(Market.Snapshot());
    private static readonly int Count = Features.Count;

    private sealed record Case(
        double[] Wanted,
        double[] Held,
        bool[] Shortable,
        bool[] Restricted,
        TradingState State,
        double Ladder,
        double Vix,
        double LastScale,
        RiskOptions Options
    )
    {
        public override string ToString() =>
            $"wanted [{string.Join(' ', Wanted)}] held [{string.Join(' ', Held)}] {State} {Ladder} {Vix} {LastScale} limits {Options.MaxPositionFraction} {Options.MaxSectorGrossFraction} {Options.MaxLongFraction} {Options.MaxGrossFraction} {Options.MinNetFraction} {Options.MaxNetFraction} {Options.MaxVolatility} {Options.MaxTurnoverFraction} clusters {Options.ClusterCorrelation} {Options.MaxClusterNetFraction} {Options.MaxClusterGrossFraction}";
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static readonly Gen<double[]> Weights = Gen.OneOf(
        Gen.Const(0.0),
        Gen.Int[-300, 300].Select(i => i / 1000.0)
    ).Array[Count];

    private static readonly Gen<RiskOptions> Limits = Gen.Select(
        Gen.Double[0.02, 0.2],
        Gen.Double[0.05, 0.5],
        Gen.Double[0.2, 1.5],
        Gen.Double[0.3, 2.5],
        Gen.Double[-0.5, 0],
        Gen.Double[0, 1],
        Gen.Select(Gen.Double[0.02, 0.3], Gen.Double[0.05, 1]),
        Gen.Select(Gen.Double[0.2, 0.9], Gen.Double[0.05, 0.5], Gen.Double[0.05, 1]),
        (position, sector, longs, gross, least, most, others, clusters) =>
            new RiskOptions
            {
                MaxPositionFraction = position,
                MaxSectorGrossFraction = sector,
                MaxLongFraction = longs,
                MaxGrossFraction = gross,
                MinNetFraction = least,
                MaxNetFraction = most,
                MaxVolatility = others.Item1,
                MaxTurnoverFraction = others.Item2,
                ClusterCorrelation = clusters.Item1,
                MaxClusterNetFraction = clusters.Item2,
                MaxClusterGrossFraction = clusters.Item3,
            }
    );

    private static readonly Gen<Case> Cases = Gen.Select(
        Weights,
        Weights,
        Gen.Bool.Array[Count],
        Gen.Int[0, 9].Select(i => i == 0).Array[Count],
        Any(TradingState.Active, TradingState.Active, TradingState.ReduceOnly, TradingState.Halted),
        Gen.Select(Any(1.0, 0.75, 0.5), Any(14.0, 22, 28, 33, 50, double.NaN)),
        Any(1.0, 0.85, 0.25),
        Limits,
        (wanted, held, shortable, restricted, state, scales, last, options) =>
            new Case(wanted, held, shortable, restricted, state, scales.Item1, scales.Item2, last, options)
    );

    [Fact]
    public void Approved_KeepEveryLimit_OrAreRefused() =>
        Cases.Sample(
            c =>
            {
                var review = Review(c);
                if (review.Approved is not { } approved)
                    return !string.IsNullOrEmpty(review.Refusal);
                return RiskGate.Measure(approved.Weights, approved.Context).All(u => u.Use <= u.Bound + 1e-9)
                    && Turnover.Added(c.Held, approved.Weights) <= c.Options.MaxTurnoverFraction + 1e-9;
            },
            iter: 400
        );

    [Fact]
    public void EveryReduction_IsRecorded_ByTheLimitThatMadeIt() =>
        Cases.Sample(
            c =>
            {
                var review = Review(c);
                if (review.Approved is not { } approved)
                    return true;
                var changed = false;
                for (var row = 0; row < Count; row++)
                    changed |= Math.Abs(approved.Weights[row] - c.Wanted[row]) > 1e-12;
                string[] others =
                [
                    Permissions.Restricted,
                    Permissions.Unborrowable,
                    Permissions.ReduceOnly,
                    RiskGate.VixLimit,
                    RiskGate.LadderLimit,
                    Turnover.Limit,
                ];
                return changed == review.Clamps.Count > 0
                    && review.Clamps.All(k =>
                        others.Contains(k.Limit, StringComparer.Ordinal)
                        || RiskGate.Limits.Any(l => string.Equals(l.Name, k.Limit, StringComparison.Ordinal))
                    );
            },
            iter: 300
        );

    [Fact]
    public void Review_NeverGrowsATarget_NorTurnsItsSide() =>
        Cases.Sample(
            c =>
            {
                if (Review(c).Approved is not { } approved)
                    return true;
                for (var row = 0; row < Count; row++)
                {
                    var (before, after) = (c.Wanted[row], approved.Weights[row]);
                    if (Math.Abs(after) > Math.Abs(before) + 1e-12 || after * before < 0)
                        return false;
                }
                return true;
            },
            iter: 400
        );

    [Fact]
    public void ReduceOnly_NeverAddsRisk_AndAnUnborrowableShortNeverGrows() =>
        Cases.Sample(
            c =>
            {
                if (Review(c).Approved is not { } approved)
                    return true;
                for (var row = 0; row < Count; row++)
                {
                    var (held, after) = (c.Held[row], approved.Weights[row]);
                    if ((c.State != TradingState.Active || c.Restricted[row]) && Turnover.Added(held, after) > 1e-12)
                        return false;
                    if (!c.Shortable[row] && after < Math.Min(0, held) - 1e-12)
                        return false;
                }
                return true;
            },
            iter: 400
        );

    [Fact]
    public void PlannedBook_KeepsEveryLimit_OrThePlanIsRefusedAndOnlyReduces() =>
        Cases.Sample(
            c =>
            {
                if (Review(c).Approved is not { } approved)
                    return true;
                var review = CostFilter.Keep(approved, Costs(c));
                if (review.Refusal is not null)
                    return review.Plan.Trades.All(t => t.Reduces);
                var after = c.Held.ToArray();
                foreach (var trade in review.Plan.Trades)
                    after[Features.Universe.IndexOf(trade.Symbol)] +=
                        (trade.Side == Side.Buy ? 1 : -1)
                        * (double)(trade.Quantity * trade.ReferencePrice / review.Plan.Equity);
                return RiskGate.Measure(after, approved.Context).All(u => u.Use <= u.Bound + 1e-6);
            },
            iter: 300
        );

    [Fact]
    public void ReductionsThatRiskAsksFor_AreNeverBlockedByCost() =>
        Cases.Sample(
            c =>
            {
                if (c.State == TradingState.Halted || Review(c).Approved is not { } approved)
                    return true;
                var review = CostFilter.Keep(approved, Costs(c));
                for (var row = 0; row < Count; row++)
                {
                    // What is asked is done, to the full: down to what is allowed, or further down to a lower target.
                    var (held, target) = (c.Held[row], approved.Weights[row]);
                    if (!approved.IsReductionAsked(row) || Turnover.Added(held, target) > 0 && held * target > 0)
                        continue;
                    var most = Math.Max(Math.Abs(approved.Allowed[row]), held * target > 0 ? Math.Abs(target) : 0);
                    if (most >= Math.Abs(held))
                        continue;
                    var trade = review.Plan.Trades.SingleOrDefault(t => t.Symbol == Features.Universe[row].Symbol);
                    var cut = trade is null ? 0 : (double)(trade.Quantity * trade.ReferencePrice / review.Plan.Equity);
                    if (trade is not { Reduces: true } || Math.Abs(held) - cut > most + 1e-6)
                        return false;
                }
                return true;
            },
            iter: 300
        );

    [Fact]
    public void Trades_NeverCrossZero_AndAreWholeSharesUnlessTheyEndAPosition() =>
        Cases.Sample(
            c =>
            {
                if (Review(c).Approved is not { } approved)
                    return true;
                var costs = Costs(c);
                foreach (var trade in CostFilter.Keep(approved, costs).Plan.Trades)
                {
                    var held = costs.Book.Quantity(trade.Symbol);
                    var after = held + (trade.Side == Side.Buy ? trade.Quantity : -trade.Quantity);
                    if (held * after < 0m || trade.Quantity <= 0m)
                        return false;
                    if (trade.Reduces != Math.Abs(after) < Math.Abs(held))
                        return false;
                    if (after != 0m && trade.Quantity != decimal.Truncate(trade.Quantity))
                        return false;
                    if (trade.Borrow != (after < held && after < 0m))
                        return false;
                }
                return true;
            },
            iter: 300
        );

    [Fact]
    public void Halted_PlansNothing() =>
        Cases.Sample(
            c =>
                Review(c with { State = TradingState.Halted }).Approved is not { } approved
                || CostFilter.Keep(approved, Costs(c with { State = TradingState.Halted })).Plan.Trades.Count == 0,
            iter: 100
        );

    private static RiskReview Review(Case c)
    {
        var wanted = Enumerable.Range(0, Count).Where(r => c.Wanted[r] != 0).Select(r => (r, c.Wanted[r])).ToArray();
        var proposal = EnsembleTests.Sized(Count, "any", StrategyCategory.Position, wanted);
        var horizons = new double[Count];
        Array.Fill(horizons, 21);
        var targets = new TargetBook(
            Features.Universe,
            FundMode.Hybrid,
            [proposal],
            [1],
            1,
            0.1,
            c.Wanted,
            [.. proposal.ExpectedReturns],
            horizons
        );
        return RiskGate.Review(
            targets,
            new RiskContext(
                Features.Universe,
                c.Held,
                0,
                0,
                Features.Returns,
                c.Shortable,
                c.Restricted,
                c.State,
                c.Ladder,
                c.Vix,
                c.LastScale,
                c.Options
            )
        );
    }

    private static CostContext Costs(Case c)
    {
        const decimal Equity = 100_000_000m;
        var prices = PriceColumns.Of(Features, Market.Snapshot().Quotes, false, new CostOptions());
        var positions = new Dictionary<Symbol, Position>();
        var marks = new Dictionary<Symbol, decimal>();
        for (var row = 0; row < Count; row++)
        {
            var symbol = Features.Universe[row].Symbol;
            marks[symbol] = prices.Prices[row];
            if (c.Held[row] != 0)
                positions[symbol] = new Position(symbol, (decimal)c.Held[row] * Equity / prices.Prices[row], 1m);
        }
        var cash = Equity - positions.Values.Sum(p => p.Quantity * marks[p.Symbol]);
        return new CostContext(
            new CycleId("c20260310-1100"),
            Market.Session,
            new Book(Market.AsOf, cash, positions.ToFrozenDictionary(), marks.ToFrozenDictionary()),
            Features,
            prices,
            FrozenDictionary<Symbol, Borrow>.Empty,
            FrozenDictionary<Symbol, PositionOrigin>.Empty,
            c.State,
            new CostOptions()
        );
    }
}
