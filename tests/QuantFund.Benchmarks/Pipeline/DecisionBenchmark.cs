using BenchmarkDotNet.Attributes;
using QuantFund.Core.Debate;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;

namespace QuantFund.Benchmarks.Pipeline;

/// <summary>
/// One decision without execution, phases A to G with the complete record and its hash, from bars in memory and from an
/// empty memory: nothing of one run is left for the next.
/// </summary>
[MemoryDiagnoser]
public class DecisionBenchmark
{
    private RandomWalk market = null!;
    private DecisionCycle cycle = null!;

    [Params(100, 300, 1_000, 10_000)]
    public int Symbols { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        market = new RandomWalk(Symbols);
        cycle = new DecisionCycle(
            new FixedIngestion(market.Snapshot()),
            StrategyRoster.Standard,
            new RuleDebater(DebateMode.Full),
            ScriptedGate.ApprovesAll,
            new FillingDesk(),
            () => DecisionOptions.Default,
            TimeProvider.System
        );
    }

    [Benchmark]
    public async Task<string> Decide()
    {
        var outcome = await cycle.RunAsync(
            Requests.New(market.AsOf, market.Session, preview: true),
            SilentObserver.Instance,
            CancellationToken.None
        );
        return outcome.Record.Hash;
    }
}
