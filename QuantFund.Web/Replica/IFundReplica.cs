using QuantFund.Core.Fund.Events;

namespace QuantFund.Web.Replica;

/// <summary>
/// What the replica has now. State is null until the first snapshot; <paramref name="HeardAt"/> is the wall time of the
/// last event or snapshot; <paramref name="Trouble"/> says why no snapshot could be taken.
/// </summary>
public sealed record ReplicaView(FundState? State, DateTimeOffset HeardAt, string? Trouble);

/// <summary>The one state of the fund on this server, from which every page renders.</summary>
public interface IFundReplica
{
    ReplicaView Current { get; }

    /// <summary>Calls back at most four times a second while the view changes, the last change included, until disposed.</summary>
    IDisposable Watch(Action changed);
}
