using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using QuantFund.Core.Fund.Events;
using QuantFund.Web.Security;

namespace QuantFund.Web.Hubs;

/// <summary>The fund's events for outside clients (DESIGN, section 8).</summary>
[Authorize(Policy = Scopes.Read)]
public sealed class FundHub(HubStreams running) : Hub<IFundClient>
{
    public const string Path = "/hubs/fund";

    /// <summary>
    /// Sends a snapshot, then events of the named streams. With a sequence, the events after it come from the journal
    /// first. Subscribing again replaces the subscription.
    /// </summary>
    public async Task Subscribe(string?[]? streams, long? fromSequence)
    {
        if (streams is null)
            throw new HubException($"streams: name at least one of {string.Join(", ", FundFacts.Streams)}.");
        var unknown = streams.Except(FundFacts.Streams, StringComparer.Ordinal).ToArray();
        if (streams.Length == 0 || unknown.Length > 0)
            throw new HubException(
                $"streams: {(unknown.Length > 0 ? $"'{string.Join("', '", unknown)}' is unknown" : "name at least one")}. "
                    + $"Known are {string.Join(", ", FundFacts.Streams)}."
            );
        if (fromSequence < 0)
            throw new HubException("fromSequence: must not be negative.");
        var named = streams.OfType<string>().ToHashSet(StringComparer.Ordinal);
        await running.StartAsync(Context, new HubSubscription(named, fromSequence));
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await running.StopAsync(Context.ConnectionId);
        await base.OnDisconnectedAsync(exception);
    }
}

public sealed record HubSubscription(IReadOnlySet<string> Streams, long? FromSequence);
