using System.Collections.Frozen;
using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Pipeline.Records;

/// <summary>
/// Runs a past cycle again: the same <see cref="DecisionCycle"/> over the stored inputs. What the world answered (the
/// approval, the orders' ends) can't be computed and is taken from the record; everything else is worked out anew.
/// </summary>
public static class DecisionReplay
{
    /// <summary>Why the debate of these inputs can't be held again; null when it can.</summary>
    public static string? Obstacle(CycleInputs inputs) =>
        DebaterOf(inputs.Debater) is null
            ? $"Its debate was judged by '{inputs.Debater}', which this program can't run again."
            : null;

    /// <param name="inputs">What the cycle was decided from.</param>
    /// <param name="stored">The record it left: the strategies of that day, and what the world answered.</param>
    /// <param name="roster">The strategies of this program; those that the record does not name are left out.</param>
    /// <param name="wall">For the phase timings.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="ArgumentException">The debate can't be held again (<see cref="Obstacle"/>).</exception>
    public static Task<CycleOutcome> RunAsync(
        CycleInputs inputs,
        CycleRecord stored,
        StrategyRoster roster,
        TimeProvider wall,
        CancellationToken cancellation
    )
    {
        var debater = DebaterOf(inputs.Debater) ?? throw new ArgumentException(Obstacle(inputs), nameof(inputs));
        var world = new RecordedWorld(inputs.Snapshot, stored);
        var cycle = new DecisionCycle(
            world,
            RosterOf(stored, roster),
            debater,
            world,
            world,
            () => inputs.Policy,
            wall
        );
        return cycle.RunAsync(inputs.Request, SilentObserver.Instance, cancellation);
    }

    private static RuleDebater? DebaterOf(string name) =>
        name switch
        {
            RuleDebater.Name => new RuleDebater(DebateMode.Full),
            RuleDebater.FastName => new RuleDebater(DebateMode.Fast),
            _ => null,
        };

    private static StrategyRoster RosterOf(CycleRecord stored, StrategyRoster roster)
    {
        var known = roster.Strategies.ToDictionary(s => s.Profile.Id);
        return new StrategyRoster([.. stored.Strategies.Where(s => known.ContainsKey(s.Id)).Select(s => known[s.Id])]);
    }

    private sealed class RecordedWorld(MarketSnapshot snapshot, CycleRecord stored)
        : IIngestion,
            IApprovalGate,
            IOrderDesk
    {
        public IReadOnlyList<SourceStatus> Sources => snapshot.Sources;

        public Task DriveAsync(Action<IReadOnlyList<SourceStatus>> heard, CancellationToken cancellation) =>
            Task.CompletedTask;

        public Task RefreshQuotesAsync(CancellationToken cancellation) => Task.CompletedTask;

        public MarketSnapshot Latest(DateTimeOffset asOf) => snapshot;

        public Task<GateAnswer> AskAsync(TradePlan plan, CancellationToken cancellation) =>
            Task.FromResult(
                stored.Answer?.ToAnswer() ?? new GateAnswer.Expired("The record holds no answer to this plan.")
            );

        public Task<Submission> SubmitAsync(
            TradePlan plan,
            IReadOnlySet<Symbol> excluded,
            CancellationToken cancellation
        )
        {
            var trades = plan.Trades.ToFrozenDictionary(t => t.Symbol);
            return Task.FromResult(
                new Submission(
                    [.. stored.Orders.Select(o => o.ToOrder(plan, trades.GetValueOrDefault(o.Symbol)))],
                    stored.RefusedOrders
                )
            );
        }
    }
}
