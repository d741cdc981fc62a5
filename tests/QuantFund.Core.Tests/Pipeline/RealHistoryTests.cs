using AwesomeAssertions;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Pipeline;

/// <summary>One decision on real history, against what the literature says it should look like.</summary>
public sealed class RealHistoryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task RealAfternoon_MomentumHoldsWinners_ReversionIsNeutral_AndThePlanKeepsItsLimits()
    {
        var folder = Environment.GetEnvironmentVariable("QUANTFUND_MARKET_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "QUANTFUND_MARKET_DATA names no folder with real market data.");
        var asOf = NewYork.ToUtc(new DateOnly(2025, 12, 30), new TimeOnly(15, 0));
        var snapshot = new RealHistory(folder).At(asOf);
        var log = new PhaseLog();
        var cycle = new DecisionCycle(
            new FixedIngestion(snapshot),
            StrategyRoster.Standard,
            new RuleDebater(DebateMode.Full),
            ScriptedGate.ApprovesAll,
            new FillingDesk(),
            () => DecisionOptions.Default,
            TimeProvider.System
        );
        var record = (
            await cycle.RunAsync(
                Requests.New(asOf, NyseCalendar.Instance.SessionOn(new DateOnly(2025, 12, 30))!),
                log,
                TestContext.Current.CancellationToken
            )
        ).Record;
        foreach (var (phase, note) in log.Finished)
            output.WriteLine($"{phase}: {note}");
        foreach (var trade in record.Plan.Trades.Take(12))
            output.WriteLine($"{trade.Side} {trade.Quantity} {trade.Symbol} at {trade.ReferencePrice}: {trade.Why}");

        var features = FeatureEngine.Build(snapshot);
        var shares = Enumerable
            .Range(0, features.Count)
            .Where(r =>
                features.Universe[r].Kind == InstrumentKind.Share && !double.IsNaN(features[Feature.Mom6To1, r])
            )
            .ToList();
        shares.Should().HaveCountGreaterThan(400);
        var average = shares.Average(r => features[Feature.Mom6To1, r]);
        foreach (var id in new[] { "time-series-momentum", "cross-section-momentum" })
        {
            var held = Held(id);
            held.Should().HaveCountGreaterThan(20);
            held.Average(o => features[Feature.Mom6To1, features.Universe.IndexOf(o.Symbol)])
                .Should()
                .BeGreaterThan(average + 0.05, "{0} holds past winners", id);
        }

        // Reversion buys what fell and sells what rose.
        var reversion = Held("mean-reversion-ls");
        reversion.Should().HaveCountGreaterThan(10);
        Math.Abs(reversion.Sum(o => o.Weight)).Should().BeLessThan(0.02);
        reversion
            .Sum(o => o.Weight * features[Feature.Ret5, features.Universe.IndexOf(o.Symbol)])
            .Should()
            .BeNegative();

        // Only 50 of the names have 15-minute bars: intraday speaks of those alone, and says why not of the rest.
        record
            .Strategies.Single(s => s.Id.Value == "vwap-reversion")
            .Abstentions.Should()
            .ContainKey("A feature it needs is missing.");
        record.Plan.Trades.Should().NotBeEmpty().And.OnlyContain(t => t.SpreadEstimated);
        record.Risk.Uses.Should().OnlyContain(u => !u.IsBroken);
        record.Plan.TurnoverFraction.Should().BeLessThanOrEqualTo(0.5);

        List<OpinionRecord> Held(string id) =>
            [.. record.Strategies.Single(s => s.Id.Value == id).Opinions.Where(o => o.Weight != 0)];
    }
}
