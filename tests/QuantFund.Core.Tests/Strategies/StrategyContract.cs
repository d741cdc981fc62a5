using System.Collections.Frozen;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>What every strategy must keep. A new one adds a class of three lines to <see cref="StrategyContracts"/>.</summary>
public abstract class StrategyContract(IStrategy strategy)
{
    protected const int Shares = 66;

    /// <summary>A market in which the rule has something to find; a strategy that lives on rare events stages some.</summary>
    protected virtual RandomWalk Market() => new(Shares);

    /// <summary>The symbol that one test breaks: one that the rule may hold.</summary>
    protected virtual string Broken => "S00030";

    /// <summary>Adds what a snapshot has no source of yet.</summary>
    protected virtual void Complete(FeatureTable features) { }

    [Fact]
    public void OrdinaryMarket_LetsItSpeak_WithinBounds()
    {
        var proposal = Propose(Market().Snapshot());
        proposal.Speaks.Should().BeTrue();
        double gross = 0,
            net = 0;
        for (var row = 0; row < proposal.Weights.Length; row++)
        {
            gross += Math.Abs(proposal.Weights[row]);
            net += proposal.Weights[row];
            if (proposal.Weights[row] == 0)
                continue;
            Math.Abs(proposal.Convictions[row]).Should().BeInRange(1e-12, 1);
            Math.Sign(proposal.Weights[row]).Should().Be(Math.Sign(proposal.Convictions[row]));
            Math.Sign(proposal.ExpectedReturns[row]).Should().Be(Math.Sign(proposal.Weights[row]));
        }
        gross.Should().BeInRange(0.01, 1 + 1e-9);
        proposal.ForecastVolatility.Should().BeInRange(0.001, 0.12 + 1e-9);
        if (strategy.Profile.Neutral)
            Math.Abs(net).Should().BeLessThan(0.02);
    }

    [Fact]
    public void Opinions_ComeFromTheFeaturesItNames_Alone()
    {
        var market = Market();
        var features = FeatureEngine.Build(market.Snapshot());
        Complete(features);
        var before = Opine(market, features);
        foreach (var feature in Enum.GetValues<Feature>().Except(strategy.Profile.Reads))
            features.Column(feature).Fill(double.NaN);

        var after = Opine(market, features);

        after.Should().Equal(before, "Profile.Reads must name every feature that the rule reads of a name");
        before.Should().Contain(c => !double.IsNaN(c));
    }

    [Fact]
    public void WhatItReads_IsNamed() =>
        (strategy.Profile.Reads.Count + strategy.Profile.ReadsBeside.Count)
            .Should()
            .BePositive("an opinion without a named input explains nothing");

    private double[] Opine(RandomWalk market, FeatureTable features)
    {
        var opinions = new Opinions(features.Count);
        var (shortable, held) = (new bool[features.Count], new double[features.Count]);
        Array.Fill(shortable, true);
        Array.Fill(held, double.NaN);
        strategy.Opine(new StrategyContext(features, RuleBench.Calm, market.Session, shortable, held), opinions);
        return opinions.Convictions.ToArray();
    }

    [Fact]
    public void EmptyUniverse_GivesAnEmptyProposal()
    {
        var full = new RandomWalk(2).Snapshot();
        var proposal = Propose(
            full with
            {
                Universe = new Universe([]),
                Daily = new DailyPanel(full.Daily!.Sessions, 0),
                Intraday = new IntradayPanel(full.Intraday!.Sessions, 0),
            }
        );
        proposal.Speaks.Should().BeFalse();
        proposal.Convictions.Length.Should().Be(0);
    }

    [Fact]
    public void ShortHistory_Abstains_WithAReason()
    {
        var walk = Market();
        Blank(walk.Daily.Close, walk.Daily.Sessions.Count, 15);
        Blank(walk.Intraday.Close, walk.Intraday.Sessions.Count * 26, 26 * 2);
        var proposal = Propose(walk.Snapshot());
        proposal.Speaks.Should().BeFalse();
        ReasonsShouldBeGiven(proposal);
    }

    [Fact]
    public void BarsOfNaN_Abstain_WithAReason()
    {
        var walk = Market();
        Array.Fill(walk.Daily.Close, double.NaN);
        Array.Fill(walk.Intraday.Close, double.NaN);
        var proposal = Propose(walk.Snapshot());
        proposal.Speaks.Should().BeFalse();
        ReasonsShouldBeGiven(proposal);
    }

    [Fact]
    public void OneBrokenSymbol_SilencesOnlyItself()
    {
        var walk = Market();
        var broken = walk.Universe.IndexOf(Symbol.Parse(Broken));
        var width = walk.Daily.Sessions.Count;
        for (var s = 0; s < width; s++)
            walk.Daily.Close[(broken * width) + s] = double.NaN;
        for (var c = 0; c < walk.Intraday.Sessions.Count * 26; c++)
            walk.Intraday.Close[(broken * walk.Intraday.Sessions.Count * 26) + c] = double.NaN;
        var proposal = Propose(walk.Snapshot());
        proposal.Speaks.Should().BeTrue();
        proposal.Convictions[broken].Should().Be(double.NaN);
        proposal.Reasons[broken].Should().NotBe(Abstention.None);
    }

    [Theory]
    [InlineData(SourceHealth.Stale)]
    [InlineData(SourceHealth.Off)]
    public void StaleSource_AbstainsAltogether_AndSaysWhy(SourceHealth health)
    {
        var snapshot = Market().Snapshot();
        var proposal = Propose(
            snapshot with
            {
                Sources = [.. snapshot.Sources.Select(s => s with { Health = health })],
            }
        );
        proposal.Speaks.Should().BeFalse();
        proposal.Silence.Should().NotBeNullOrWhiteSpace();
        ReasonsShouldBeGiven(proposal);
    }

    [Fact]
    public void MissingSource_AbstainsAltogether_AndSaysWhy()
    {
        var proposal = Propose(Market().Snapshot() with { Daily = null, Intraday = null });
        proposal.Speaks.Should().BeFalse();
        proposal.Silence.Should().NotBeNullOrWhiteSpace();
    }

    [Fact]
    public void WhatComesAfterTheMoment_ChangesNothing()
    {
        var walk = Market();
        var before = Propose(walk.Snapshot());
        var width = walk.Intraday.Sessions.Count * 26;
        for (var row = 0; row < walk.Universe.Count; row++)
        for (var cell = width - 20; cell < width; cell++)
        {
            walk.Intraday.Open[(row * width) + cell] = 1;
            walk.Intraday.High[(row * width) + cell] = 1e5 * (row + 1);
            walk.Intraday.Low[(row * width) + cell] = 1;
            walk.Intraday.Close[(row * width) + cell] = 1e5;
            walk.Intraday.Volume[(row * width) + cell] = 1e9;
        }
        var snapshot = walk.Snapshot();
        var after = Propose(
            snapshot with
            {
                Vix = [.. snapshot.Vix, new VixClose(walk.AsOf.AddSeconds(1), 90)],
                News =
                [
                    .. snapshot.News,
                    .. walk.Universe.Instruments.Select(i => new NewsArticle(
                        i.Symbol.Value,
                        walk.AsOf.AddSeconds(1),
                        "",
                        -1,
                        [],
                        [new TickerSentiment(i.Symbol, 1, -1)]
                    )),
                ],
            }
        );
        ShouldEqual(after, before, row => row, 0);
    }

    [Fact]
    public void PricesInOtherUnits_ChangeNothing()
    {
        var walk = Market();
        var before = Propose(walk.Snapshot());
        // A power of two scales every price without rounding; volume shrinks alike, so that dollars stay.
        foreach (var column in new[] { walk.Daily.Open, walk.Daily.High, walk.Daily.Low, walk.Daily.Close })
            Scale(column, 8);
        foreach (var column in new[] { walk.Intraday.Open, walk.Intraday.High, walk.Intraday.Low, walk.Intraday.Close })
            Scale(column, 8);
        Scale(walk.Daily.Volume, 0.125);
        Scale(walk.Intraday.Volume, 0.125);
        ShouldEqual(Propose(walk.Snapshot()), before, row => row, 1e-9);
    }

    [Fact]
    public void OrderOfTheSymbols_ChangesNothing()
    {
        var walk = Market();
        var before = Propose(walk.Snapshot());
        var names = walk.Universe.Instruments.ToDictionary(
            i => i.Symbol,
            i =>
                i.Kind == InstrumentKind.Share
                    ? Symbol.Parse("Z" + (99_999 - int.Parse(i.Symbol.Value[1..])))
                    : i.Symbol
        );
        var renamed = new Universe(walk.Universe.Instruments.Select(i => i with { Symbol = names[i.Symbol] }));
        int[] rowOf = [.. walk.Universe.Instruments.Select(i => renamed.IndexOf(names[i.Symbol]))];
        var after = Propose(
            walk.Snapshot() with
            {
                Universe = renamed,
                Daily = Permuted(walk.Daily, rowOf),
                Intraday = Permuted(walk.Intraday, rowOf),
                News =
                [
                    .. walk.News.Select(a =>
                        a with
                        {
                            Tickers = [.. a.Tickers.Select(t => t with { Symbol = names[t.Symbol] })],
                        }
                    ),
                ],
                Borrow = names.Values.ToFrozenDictionary(s => s, s => new Borrow(s, true, true, 0.003)),
            }
        );
        ShouldEqual(after, before, row => rowOf[row], 1e-9);
    }

    [Fact]
    public void WithoutBorrow_NothingIsShort()
    {
        var proposal = Propose(Market().Snapshot() with { Borrow = FrozenDictionary<Symbol, Borrow>.Empty });
        foreach (var weight in proposal.Weights)
            weight.Should().BeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void OpinionWithinItsHorizon_KeepsItsConviction()
    {
        var walk = Market();
        var first = Run(walk.Snapshot(), OpinionMemory.Empty);
        var open = first.Memory.Of(strategy.Profile.Id);
        open.Should().HaveCount(first.Proposal.Names);
        var again = Run(walk.Snapshot(), first.Memory);
        again.Memory.Of(strategy.Profile.Id).Should().BeEquivalentTo(open);
        ShouldEqual(again.Proposal, first.Proposal, row => row, 0);
    }

    private Proposal Propose(MarketSnapshot snapshot) => Run(snapshot, OpinionMemory.Empty).Proposal;

    private (Proposal Proposal, OpinionMemory Memory) Run(MarketSnapshot snapshot, OpinionMemory memory)
    {
        var features = FeatureEngine.Build(snapshot);
        Complete(features);
        var (regime, _) = RegimeClassifier.Classify(features.Market, RegimeMemory.Empty);
        var shortable = snapshot
            .Universe.Instruments.Select(i =>
                snapshot.Borrow.TryGetValue(i.Symbol, out var borrow) && borrow.EasyToBorrow
            )
            .ToArray();
        var (proposals, next) = new StrategyRoster([strategy]).Propose(
            features,
            regime,
            new RandomWalk(1).Session,
            shortable,
            memory,
            FrozenDictionary<StrategyId, double>.Empty,
            FrozenDictionary<StrategyId, StrategyState>.Empty,
            new CycleId("c20260310-1100")
        );
        return (proposals[0], next);
    }

    private static void ReasonsShouldBeGiven(Proposal proposal)
    {
        for (var row = 0; row < proposal.Convictions.Length; row++)
            if (double.IsNaN(proposal.Convictions[row]))
                proposal.OpinionOf(row).Should().BeOfType<Opinion.Abstained>().Which.Why.Should().NotBeEmpty();
    }

    private static void ShouldEqual(Proposal actual, Proposal expected, Func<int, int> rowOf, double precision)
    {
        for (var row = 0; row < expected.Convictions.Length; row++)
        {
            Close(actual.Convictions[rowOf(row)], expected.Convictions[row]);
            Close(actual.Weights[rowOf(row)], expected.Weights[row]);
            Close(actual.ExpectedReturns[rowOf(row)], expected.ExpectedReturns[row]);
        }

        void Close(double a, double b)
        {
            if (double.IsNaN(b))
                a.Should().Be(double.NaN);
            else
                a.Should().BeApproximately(b, precision);
        }
    }

    private static void Blank(double[] column, int width, int keep)
    {
        for (var at = 0; at < column.Length; at++)
            if (at % width < width - keep)
                column[at] = double.NaN;
    }

    private static void Scale(double[] column, double factor)
    {
        for (var at = 0; at < column.Length; at++)
            column[at] *= factor;
    }

    private static DailyPanel Permuted(DailyPanel panel, int[] rowOf)
    {
        var other = new DailyPanel(panel.Sessions, panel.Symbols);
        Permute(panel.Open, other.Open, rowOf);
        Permute(panel.High, other.High, rowOf);
        Permute(panel.Low, other.Low, rowOf);
        Permute(panel.Close, other.Close, rowOf);
        Permute(panel.Volume, other.Volume, rowOf);
        return other;
    }

    private static IntradayPanel Permuted(IntradayPanel panel, int[] rowOf)
    {
        var other = new IntradayPanel(panel.Sessions, panel.Symbols);
        Permute(panel.Open, other.Open, rowOf);
        Permute(panel.High, other.High, rowOf);
        Permute(panel.Low, other.Low, rowOf);
        Permute(panel.Close, other.Close, rowOf);
        Permute(panel.Volume, other.Volume, rowOf);
        return other;
    }

    private static void Permute(double[] from, double[] to, int[] rowOf)
    {
        var width = from.Length / rowOf.Length;
        for (var row = 0; row < rowOf.Length; row++)
            from.AsSpan(row * width, width).CopyTo(to.AsSpan(rowOf[row] * width));
    }
}
