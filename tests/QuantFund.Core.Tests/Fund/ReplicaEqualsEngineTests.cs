using System.Text.Json;
using CsCheck;
using QuantFund.Core.Fund.Events;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

/// <summary>After any acts, heard whole, twice or with holes, from any moment on, the replica shows what the engine has.</summary>
public sealed class ReplicaEqualsEngineTests
{
    private static readonly Gen<(int Kind, int Shape, int Luck)[]> Acts = Gen.Select(
        Gen.Int[0, 7],
        Gen.Int[0, 999],
        Gen.Int[0, 9]
    ).Array[1, 120];

    [Fact]
    public void Replica_EqualsEngine_AfterAnyActs() =>
        Acts.Sample(
            acts =>
            {
                var engine = new ModelEngine();
                var state = engine.Snapshot();
                foreach (var (kind, shape, _) in acts)
                    state = Next(state, engine.Act(kind, shape));
                AssertSame(engine.Snapshot(), state);
            },
            iter: 300
        );

    [Fact]
    public void Replica_TakesASnapshotAtEachHole_AndEqualsTheEngineAgain() =>
        Acts.Sample(
            acts =>
            {
                var engine = new ModelEngine();
                var state = engine.Snapshot();
                FundEvent? last = null;
                foreach (var (kind, shape, luck) in acts)
                {
                    var happened = engine.Act(kind, shape);
                    last = happened;
                    // One in ten is lost on the way, two in ten come twice.
                    for (
                        var times =
                            luck == 0 ? 0
                            : luck <= 2 ? 2
                            : 1;
                        times > 0;
                        times--
                    )
                        state = state.Apply(happened) switch
                        {
                            FundStep.Changed changed => changed.State,
                            FundStep.Gap => engine.Snapshot().WithTicksOf(state),
                            _ => state,
                        };
                }
                if (state.Sequence < last!.Sequence)
                    state = engine.Snapshot().WithTicksOf(state);
                AssertSame(engine.Snapshot(), state);
            },
            iter: 300
        );

    [Fact]
    public void SnapshotNewerThanItsSequence_StillEndsAtTheEngine() =>
        Acts.Sample(
            acts =>
            {
                var engine = new ModelEngine();
                var events = acts.Select(a => engine.Act(a.Kind, a.Shape)).ToArray();
                var half = events.Length / 2;
                // Rows were read after the second half was written, the sequence before: only journal-born lists are exact.
                var early = new ModelEngine();
                foreach (var (kind, shape, _) in acts.Take(half))
                    early.Act(kind, shape);
                var at = early.Snapshot();
                var state = engine.Snapshot() with { Sequence = half, Fills = at.Fills, Alarms = at.Alarms };

                foreach (var happened in events.Skip(half))
                    state = Next(state, happened);

                var (expected, got) = (engine.Snapshot(), state);
                Assert.Equal(Text(expected with { Positions = [] }), Text(got with { Positions = [] }));
                Assert.Equal(Quantities(expected), Quantities(got));
            },
            iter: 200
        );

    private static FundState Next(FundState state, FundEvent happened) =>
        ((FundStep.Changed)state.Apply(happened)).State;

    /// <summary>Marks come from ticks only; quantities and cost must agree to eight places.</summary>
    private static void AssertSame(FundState engine, FundState replica)
    {
        Assert.Equal(Text(engine with { Positions = [] }), Text(replica with { Positions = [] }));
        Assert.Equal(Costs(engine), Costs(replica));
    }

    private static IEnumerable<(string, decimal, decimal)> Costs(FundState s) =>
        s.Positions.OrderBy(p => p.Symbol).Select(p => (p.Symbol.Value, p.Quantity, Math.Round(p.AveragePrice, 8)));

    private static IEnumerable<(string, decimal)> Quantities(FundState s) =>
        s.Positions.OrderBy(p => p.Symbol).Select(p => (p.Symbol.Value, p.Quantity));

    private static string Text(FundState state) => JsonSerializer.Serialize(state, FundJson.Options);
}
