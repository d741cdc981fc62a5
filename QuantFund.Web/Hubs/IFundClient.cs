using QuantFund.Core.Fund.Events;

namespace QuantFund.Web.Hubs;

/// <summary>What a client of the hub hears.</summary>
public interface IFundClient
{
    /// <summary>Where things stand; the answer to every subscription.</summary>
    Task Snapshot(FundSnapshot snapshot);

    /// <summary>What happened since. Events at or before the snapshot's sequence are in it already.</summary>
    Task Event(FundEvent happened);
}
