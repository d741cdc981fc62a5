using System.Collections.Frozen;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Pipeline;

namespace QuantFund.Testing.Decision;

/// <summary>Gives every plan the same answer and remembers what it was asked.</summary>
public sealed class ScriptedGate(GateAnswer answer) : IApprovalGate
{
    public static ScriptedGate ApprovesAll => new(new GateAnswer.Approved("test", FrozenSet<Symbol>.Empty));

    public List<TradePlan> Asked { get; } = [];

    public Task<GateAnswer> AskAsync(TradePlan plan, CancellationToken cancellation)
    {
        Asked.Add(plan);
        return Task.FromResult(answer);
    }
}
