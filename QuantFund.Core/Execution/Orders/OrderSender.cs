using System.Collections.Concurrent;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.PreTrade;

namespace QuantFund.Core.Execution.Orders;

/// <summary>
/// Steps 2 and 3 of the order path: intent and permit in one transaction, then the POST, once. The permit is looked at
/// again immediately before the POST, and a POST that has no answer when the permit ends is given up as ambiguous: so
/// nothing leaves later than <see cref="IOrderStore.PermitLife"/> after the transaction, whatever the connection does.
/// </summary>
public sealed class OrderSender(IBroker broker, IOrderStore store, TimeProvider wall, HeardHalt? heard = null)
{
    /// <summary>
    /// Wall clock and stopwatch may drift apart by this between permit and POST. Beyond it the clock was set, and how old
    /// the permit is can't be told.
    /// </summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<ClientOrderId, byte> inFlight = new();

    /// <summary>True while this process is between permit and stored answer: the order must not be looked up yet.</summary>
    public bool IsInFlight(ClientOrderId id) => inFlight.ContainsKey(id);

    public async Task<SendOutcome> SendAsync(
        OrderIntent intent,
        PreTradeContext context,
        CancellationToken cancellation
    )
    {
        if (!inFlight.TryAdd(intent.Id, 0))
            throw new InvalidOperationException($"{intent.Id} is being sent already.");
        var asked = (Clock: wall.GetUtcNow(), Watch: wall.GetTimestamp());
        try
        {
            if (heard?.Reason is { } halt)
                return new SendOutcome.Refused("tradingState", $"Trading is halted: {halt}");
            var permit = await store.PermitAsync(
                intent,
                facts => PreTradeCheck.Verdict(intent, facts, context),
                cancellation
            );
            return permit switch
            {
                PermitAnswer.Refused refused => new SendOutcome.Refused(refused.Check, refused.Reason),
                PermitAnswer.Known known => new SendOutcome.Known(known.Order),
                PermitAnswer.Granted granted => await PostAsync(granted, Left(granted, asked), cancellation),
                _ => throw new InvalidOperationException($"Unknown permit answer {permit.GetType().Name}."),
            };
        }
        finally
        {
            inFlight.TryRemove(intent.Id, out _);
        }
    }

    private async Task<SendOutcome> PostAsync(
        PermitAnswer.Granted granted,
        TimeSpan left,
        CancellationToken cancellation
    )
    {
        var id = granted.Order.Id;
        if (cancellation.IsCancellationRequested)
            return new SendOutcome.Void(await NeverSentAsync(id, "The fund was stopped before it was sent."));
        if (heard?.Reason is { } halt)
            return new SendOutcome.Void(await NeverSentAsync(id, $"Trading is halted: {halt}"));
        if (left <= TimeSpan.Zero)
            return new SendOutcome.Void(await NeverSentAsync(id, "Its permit ran out before it was sent."));

        var answer = await PostOnceAsync(granted.Order.Intent.ToRequest(), left);
        // Stored even when the fund is being stopped: what the broker said must not be lost.
        return new SendOutcome.Sent(await store.AnswerAsync(id, answer, CancellationToken.None));
    }

    private async Task<SubmitAnswer> PostOnceAsync(OrderRequest request, TimeSpan left)
    {
        using var permitEnds = new CancellationTokenSource(left, wall);
        try
        {
            // Waited for until the permit ends and no longer, also where the broker does not heed its token.
            var answer = await broker.SubmitAsync(request, permitEnds.Token).WaitAsync(permitEnds.Token);
            // The broker has seen this name before, and only an earlier POST of ours can have used it.
            return answer is SubmitAnswer.Refused { Refusal: BrokerRefusal.DuplicateClientOrderId } duplicate
                ? new SubmitAnswer.Ambiguous(duplicate.Reason)
                : answer;
        }
        catch (OperationCanceledException) when (permitEnds.IsCancellationRequested)
        {
            return new SubmitAnswer.Ambiguous("The broker had not answered when the permit ended.");
        }
        catch (BrokerUnavailableException e)
        {
            return new SubmitAnswer.Ambiguous(e.Message);
        }
    }

    /// <summary>What is left of a permit: never more than its life, and nothing when the wall clock was set meanwhile.</summary>
    private TimeSpan Left(PermitAnswer.Granted granted, (DateTimeOffset Clock, long Watch) asked)
    {
        var now = wall.GetUtcNow();
        var set = now - asked.Clock - wall.GetElapsedTime(asked.Watch);
        if (set.Duration() > ClockSlack)
            return TimeSpan.Zero;
        var left = granted.VoidAt - now;
        return left < IOrderStore.PermitLife ? left : IOrderStore.PermitLife;
    }

    private Task<StoredOrder> NeverSentAsync(ClientOrderId id, string reason) =>
        store.NeverSentAsync(id, reason, CancellationToken.None);
}
