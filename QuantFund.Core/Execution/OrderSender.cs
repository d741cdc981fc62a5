using System.Collections.Concurrent;
using QuantFund.Core.Domain;

namespace QuantFund.Core.Execution;

/// <summary>
/// Steps 2 and 3 of the order path: intent and permit in one transaction, then the POST, once. The permit is looked at
/// again immediately before the POST, and a POST that has no answer when the permit ends is given up as ambiguous: so
/// nothing leaves later than <see cref="IOrderStore.PermitLife"/> after the transaction, whatever the connection does.
/// </summary>
public sealed class OrderSender(IBroker broker, IOrderStore store, TimeProvider wall)
{
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
        try
        {
            var permit = await store.PermitAsync(
                intent,
                facts => PreTradeCheck.Verdict(intent, facts, context),
                cancellation
            );
            return permit switch
            {
                PermitAnswer.Refused refused => new SendOutcome.Refused(refused.Check, refused.Reason),
                PermitAnswer.Known known => new SendOutcome.Known(known.Order),
                PermitAnswer.Granted granted => await PostAsync(granted, cancellation),
                _ => throw new InvalidOperationException($"Unknown permit answer {permit.GetType().Name}."),
            };
        }
        finally
        {
            inFlight.TryRemove(intent.Id, out _);
        }
    }

    private async Task<SendOutcome> PostAsync(PermitAnswer.Granted granted, CancellationToken cancellation)
    {
        var id = granted.Order.Id;
        var left = granted.VoidAt - wall.GetUtcNow();
        if (cancellation.IsCancellationRequested)
            return new SendOutcome.Void(await NeverSentAsync(id, "The fund was stopped before it was sent."));
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
            var answer = await broker.SubmitAsync(request, permitEnds.Token);
            // The broker has seen this name before, and only an earlier POST of ours can have used it.
            return answer is SubmitAnswer.Refused { Refusal: BrokerRefusal.DuplicateClientOrderId } duplicate
                ? new SubmitAnswer.Ambiguous(duplicate.Reason)
                : answer;
        }
        catch (OperationCanceledException) when (permitEnds.IsCancellationRequested)
        {
            return new SubmitAnswer.Ambiguous("The broker had not answered when the permit ended.");
        }
    }

    private Task<StoredOrder> NeverSentAsync(ClientOrderId id, string reason) =>
        store.NeverSentAsync(id, reason, CancellationToken.None);
}
