using AwesomeAssertions;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Statistics;
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
        record.Strategies.Should().HaveCount(17);
        foreach (var strategy in record.Strategies)
        {
            // Each speaks, or says as a whole or name by name why it does not.
            var names = strategy.Opinions.Count + strategy.Abstentions.Values.Sum(s => s.Count);
            names.Should().Be(strategy.Silence is null ? features.Count : 0, "{0} answers for every name", strategy.Id);
            strategy.Abstentions.Keys.Should().OnlyContain(reason => reason.Length > 0);
            output.WriteLine(
                $"{strategy.Id}: {strategy.Opinions.Count(o => o.Weight > 0)} long, {strategy.Opinions.Count(o => o.Weight < 0)} short. {strategy.Silence}"
            );
        }
        Silence("news-sentiment-event").Should().NotBeNullOrEmpty();
        Silence("quality-value-ls").Should().NotBeNullOrEmpty();
        string[] speaking =
        [
            "time-series-momentum",
            "cross-section-momentum",
            "mean-reversion",
            "volatility-regime-vol-target",
            "cs-momentum-ls",
            "ts-momentum-ls",
            "mean-reversion-ls",
            "futures-carry",
            "futures-trend",
            "relative-strength-intraday",
        ];
        foreach (var id in speaking)
            Held(id).Should().NotBeEmpty("{0} has what it needs", id);

        // Dollar-neutral books.
        foreach (var id in new[] { "cs-momentum-ls", "ts-momentum-ls", "mean-reversion-ls" })
        {
            Math.Abs(Held(id).Sum(o => o.Weight)).Should().BeLessThan(0.02, "{0} is dollar-neutral", id);
            Held(id).Sum(o => Math.Abs(o.Weight)).Should().BeGreaterThan(0.3, "{0} is a book", id);
        }

        // Momentum is long past winners and short past losers, reversion the other way round.
        LongsAboveAllAboveShorts("cs-momentum-ls", Feature.Mom12To1, 1);
        LongsAboveAllAboveShorts("ts-momentum-ls", Feature.Ret252, 1);
        LongsAboveAllAboveShorts("mean-reversion", Feature.Z20, -1);
        LongsAboveAllAboveShorts("mean-reversion-ls", Feature.Ret5, -1);
        foreach (var o in Held("futures-trend"))
            (Math.Sign(o.Weight) * (Of(Feature.Ret21, o) + Of(Feature.Ret63, o) + Of(Feature.Ret252, o)))
                .Should()
                .BeGreaterThan(-0.1, "{0}'s trend", o.Symbol);
        var carries = Held("futures-carry");
        carries
            .Where(o => o.Weight > 0)
            .Min(o => Of(Feature.Carry, o))
            .Should()
            .BeGreaterThan(carries.Where(o => o.Weight < 0).Max(o => Of(Feature.Carry, o)));
        // EFFR was 3.64%, ten years yielded 4.12% and two 3.45% then: (.48 + 7.2·.67/8)%.
        features[Feature.Carry, features.Universe.IndexOf(Symbol.Parse("IEF"))]
            .Should()
            .BeApproximately(0.0048 + (7.2 * 0.0067 / 8), 0.0005);

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
            .ContainKey("It has not traded today, or not for half an hour.");
        record.Plan.Trades.Should().NotBeEmpty().And.OnlyContain(t => t.SpreadEstimated);
        record.Risk.Uses.Should().OnlyContain(u => !u.IsBroken);
        record.Plan.TurnoverFraction.Should().BeLessThanOrEqualTo(0.5);

        string? Silence(string id) => record.Strategies.Single(s => s.Id.Value == id).Silence;
        double Of(Feature feature, OpinionRecord o) => features[feature, features.Universe.IndexOf(o.Symbol)];
        void LongsAboveAllAboveShorts(string id, Feature feature, int sign)
        {
            var all = shares.Where(r => !double.IsNaN(features[feature, r])).Average(r => features[feature, r]);
            var longs = Held(id).Where(o => o.Weight > 0).Average(o => Of(feature, o));
            var shorts = Held(id).Where(o => o.Weight < 0).Average(o => Of(feature, o));
            output.WriteLine($"{id}: {feature} of longs {longs:0.000}, of all {all:0.000}, of shorts {shorts:0.000}");
            (sign * (longs - all)).Should().BePositive("{0}'s longs", id);
            (sign * (all - shorts)).Should().BePositive("{0}'s shorts", id);
        }
        List<OpinionRecord> Held(string id) =>
            [.. record.Strategies.Single(s => s.Id.Value == id).Opinions.Where(o => o.Weight != 0)];
    }

    [Fact]
    public async Task VolatilityForecast_OfTheScaledBook_IsUnbiased_OverFourYears()
    {
        var folder = Environment.GetEnvironmentVariable("QUANTFUND_MARKET_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "QUANTFUND_MARKET_DATA names no folder with real market data.");
        const int Step = 21;
        var market = RealYears.Load(folder);
        var daily = market.Daily!;
        var cycle = new DecisionCycle(
            market,
            StrategyRoster.Standard,
            new RuleDebater(DebateMode.Full),
            ScriptedGate.ApprovesAll,
            new FillingDesk(),
            () => DecisionOptions.Default,
            TimeProvider.System
        );
        var (realised, forecast, ratios) = (0.0, 0.0, new List<double>());
        for (var s = daily.Sessions.ToList().FindIndex(d => d.Year == 2022); s + Step < daily.Sessions.Count; s += Step)
        {
            var date = daily.Sessions[s];
            var record = (
                await cycle.RunAsync(
                    Requests.New(NewYork.ToUtc(date, new TimeOnly(16, 15)), NyseCalendar.Instance.SessionOn(date)!),
                    new PhaseLog(),
                    TestContext.Current.CancellationToken
                )
            ).Record;
            var book = record.Ensemble;
            var real = Realised(book.Targets, daily, market.Universe, s, Step);
            output.WriteLine(
                $"{date:yyyy-MM-dd} k {book.Scale:0.00} forecast {book.ForecastVolatility:0.000} realised {real:0.000}"
            );
            realised += real * real;
            forecast += book.ForecastVolatility * book.ForecastVolatility;
            ratios.Add(real / book.ForecastVolatility);
        }
        ratios.Should().HaveCountGreaterThan(40);
        ratios.Sort();
        output.WriteLine($"pooled {Math.Sqrt(realised / forecast):0.00}, median {ratios[ratios.Count / 2]:0.00}");
        Math.Sqrt(realised / forecast).Should().BeInRange(0.7, 1.3);
        ratios[ratios.Count / 2].Should().BeInRange(0.7, 1.3);
    }

    /// <summary>Volatility of the weights, held fixed, over the sessions that follow, a fraction a year.</summary>
    private static double Realised(
        IReadOnlyList<TargetRecord> targets,
        DailyPanel daily,
        Universe universe,
        int session,
        int count
    )
    {
        var returns = new double[count];
        foreach (var target in targets)
        {
            var closes = daily.Row(daily.Close, universe.IndexOf(target.Symbol));
            for (var i = 0; i < count; i++)
                if (closes[session + i + 1] / closes[session + i] is var ratio && !double.IsNaN(ratio))
                    returns[i] += target.Wanted * (ratio - 1);
        }
        return Moments.SampleDeviation(returns) * Math.Sqrt(252);
    }
}
