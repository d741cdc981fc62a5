using QuantFund.Core.Costs;
using QuantFund.Core.Domain;

namespace QuantFund.Core.Pipeline;

/// <summary>What the approval policy, or a person, said of a plan.</summary>
public abstract record GateAnswer
{
    private GateAnswer() { }

    /// <summary>Send it, less the names left out.</summary>
    public sealed record Approved(string By, IReadOnlySet<Symbol> Excluded) : GateAnswer;

    public sealed record Rejected(string By, string Reason) : GateAnswer;

    public sealed record Expired(string Reason) : GateAnswer;
}

/// <summary>Stands between plan and orders: lets a plan pass at once, or waits for a person as <c>Fund:Approval</c> asks.</summary>
public interface IApprovalGate
{
    Task<GateAnswer> AskAsync(TradePlan plan, CancellationToken cancellation);
}
