using System.Diagnostics;
using System.Globalization;
using QuantFund.Core.Debate;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;

namespace QuantFund.Benchmarks.Pipeline;

/// <summary>Processor time of a decision, and the median and least time of each phase over some runs, as the table of the README: where the time of a decision goes.</summary>
internal static class PhaseTable
{
    public static async Task PrintAsync(int runs)
    {
        foreach (var symbols in new[] { 100, 300, 1_000, 10_000 })
        {
            var market = new RandomWalk(symbols);
            var cycle = new DecisionCycle(
                new FixedIngestion(market.Snapshot()),
                StrategyRoster.Standard,
                new RuleDebater(DebateMode.Full),
                ScriptedGate.ApprovesAll,
                new FillingDesk(),
                () => DecisionOptions.Default,
                TimeProvider.System
            );
            var phases = new Dictionary<string, List<double>>(StringComparer.Ordinal);
            var processor = TimeSpan.Zero;
            for (var run = 0; run < runs * 2; run++)
            {
                if (run == runs)
                    processor = Environment.CpuUsage.TotalTime;
                var start = Stopwatch.GetTimestamp();
                var outcome = await cycle.RunAsync(
                    Requests.New(market.AsOf, market.Session, preview: true),
                    SilentObserver.Instance,
                    CancellationToken.None
                );
                // The first half warms the code up.
                if (run < runs)
                    continue;
                Add(phases, "total", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                foreach (var (phase, milliseconds) in outcome.Record.Timings)
                    Add(phases, phase, milliseconds);
            }
            var spent = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / runs;
            Console.WriteLine(
                $"{symbols, 6} processor {spent:0.00}  {string.Join("  ", phases.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} {Median(p.Value):0.00} (least {p.Value[0]:0.00})")))}"
            );
        }
    }

    private static void Add(Dictionary<string, List<double>> phases, string phase, double milliseconds)
    {
        if (!phases.TryGetValue(phase, out var list))
            phases[phase] = list = [];
        list.Add(milliseconds);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
