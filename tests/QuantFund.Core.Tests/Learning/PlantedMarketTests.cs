using AwesomeAssertions;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Learning;

/// <summary>
/// The whole decision over a made market of daily bars in which last half year's winners really go on winning: does the
/// fund find out that the strategy that says so is right?
/// </summary>
public sealed class PlantedMarketTests
{
    private const int Shares = 60;
    private const int History = 260;
    private const int Played = 200;

    private static readonly StrategyId Skilled = new("cross-section-momentum");

    // What the top decile by mom_6_1 gains a day over the others: about four deviations of its book's return a year.
    private const double Edge = 0.002;

    [Fact]
    public async Task StrategyWhoseSignalIsTrue_HasAShadowRecordAndALearnedWeightAboveTheOthers()
    {
        var memory = await PlayAsync(seed: 1, Edge);

        var shadow = memory.Of(Skilled).Shadow;
        shadow.Days.Should().Be(Played - 1);
        shadow.Sharpe.Should().BeGreaterThan(2);
        var weights = Weights(memory);
        weights[Skilled].Should().BeGreaterThan(1.5 / weights.Count);
        weights.OrderByDescending(w => w.Value).Take(3).Select(w => w.Key).Should().Contain(Skilled);
        memory.Of(Skilled).Losing.Value.Should().BeLessThan(1);
    }

    [Fact]
    public async Task SameMarketWithoutTheEdge_TeachesNoPreference()
    {
        var weights = Weights(await PlayAsync(seed: 1, edge: 0));

        weights[Skilled].Should().BeInRange(0.4 / weights.Count, 2.0 / weights.Count);
    }

    [Fact]
    public async Task OverManySeeds_TheEdgeIsFound_AndItsAbsenceIsToo()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("QUANTFUND_SOAK") is not null,
            "A long run: set QUANTFUND_SOAK to play more markets."
        );
        var (with, without) = (new List<double>(), new List<double>());
        for (var seed = 2; seed < 12; seed++)
        {
            with.Add(Weights(await PlayAsync(seed, Edge))[Skilled]);
            without.Add(Weights(await PlayAsync(seed, 0))[Skilled]);
        }
        var equal = 1.0 / StrategyRoster.Standard.Strategies.Count;
        with.Average().Should().BeGreaterThan(1.5 * equal);
        without.Average().Should().BeInRange(0.5 * equal, 1.5 * equal);
        with.Zip(without).Count(p => p.First > p.Second).Should().BeGreaterThanOrEqualTo(9);
    }

    private static IReadOnlyDictionary<StrategyId, double> Weights(LearningMemory memory) =>
        Lessons.Learned(memory, [.. StrategyRoster.Standard.Strategies.Select(s => s.Profile.Id)], memory.LastRegime!);

    private static async Task<LearningMemory> PlayAsync(int seed, double edge)
    {
        var universe = new RandomWalk(Shares).Universe;
        var calendar = NyseCalendar.Instance;
        var sessions = calendar.LastSessions(new DateOnly(2026, 3, 10), History + Played);
        var panel = Panel(universe, sessions, seed, edge);
        var market = new RecordedMarket(
            universe,
            panel,
            null,
            sessions.Select(s => new VixClose(s.Close.AddMinutes(10), 18)),
            [],
            [],
            calendar,
            new IngestionOptions()
        );
        var cycle = new DecisionCycle(
            market,
            StrategyRoster.Standard,
            new RuleDebater(DebateMode.Full),
            new ScriptedGate(new GateAnswer.Rejected("test", "only the shadow books trade")),
            new FillingDesk(),
            () => DecisionOptions.Default,
            TimeProvider.System
        );
        var memory = CycleMemory.Empty;
        foreach (var session in sessions.Skip(History))
        {
            var asOf = session.Close.AddMinutes(15);
            var outcome = await cycle.RunAsync(
                Requests.New(asOf, session, memory: memory),
                new PhaseLog(),
                TestContext.Current.CancellationToken
            );
            memory = outcome.Memory;
        }
        return memory.Learning;
    }

    private static DailyPanel Panel(Universe universe, IReadOnlyList<Session> sessions, int seed, double edge)
    {
        var random = new Random(seed);
        var panel = new DailyPanel([.. sessions.Select(s => s.Date)], universe.Count);
        var closes = new double[universe.Count][];
        for (var row = 0; row < universe.Count; row++)
            closes[row] = new double[sessions.Count];
        for (var s = 0; s < sessions.Count; s++)
        {
            var winners = s > 127 ? Winners(universe, closes, s - 1) : [];
            var market = 0.006 * Seeded.Normal(random);
            for (var row = 0; row < universe.Count; row++)
            {
                var drift =
                    winners.Count == 0 ? 0
                    : winners.Contains(row) ? edge
                    : -edge / 9;
                var own = universe[row].Kind == InstrumentKind.Share ? 0.014 * Seeded.Normal(random) : 0;
                var before = s == 0 ? 50 : closes[row][s - 1];
                closes[row][s] = before * Math.Exp(market + own + drift);
                panel.Set(
                    row,
                    s,
                    new Bar(
                        universe[row].Symbol,
                        sessions[s].Open,
                        Dollars(before),
                        Dollars(Math.Max(before, closes[row][s]) * 1.002),
                        Dollars(Math.Min(before, closes[row][s]) * 0.998),
                        Dollars(closes[row][s]),
                        5_000_000m
                    )
                );
            }
        }
        return panel;
    }

    /// <summary>The shares of the top decile by C_{t−21}/C_{t−126} − 1.</summary>
    private static HashSet<int> Winners(Universe universe, double[][] closes, int t) =>
        [
            .. Enumerable
                .Range(0, universe.Count)
                .Where(row => universe[row].Kind == InstrumentKind.Share)
                .OrderByDescending(row => closes[row][t - 21] / closes[row][t - 126])
                .Take(Shares / 10),
        ];

    private static decimal Dollars(double price) => Math.Round((decimal)price, 4);
}
