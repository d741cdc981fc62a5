using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Core.Fund.Commands;

/// <summary>Cancels what is open, and waits until the broker has confirmed it or a halt has no more time for that.</summary>
public sealed class ConfirmedCancels(OrderDesk desk, IFundEvents events, TimeProvider wall)
{
    /// <summary>Wall time that a halt waits for the broker to confirm its cancels before it says what is still open.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    /// <summary>Wall time between looks at the broker while nothing is heard of a cancel.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public async Task CancelAllAsync(string reason, CancellationToken cancellation)
    {
        using var over = new CancellationTokenSource(Within, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        // Given up at once, whatever the broker does; and waited for no longer than said, whoever is in the desk's way: a
        // broker that stands still must not hold the halt.
        desk.GiveUp(reason);
        try
        {
            await ConfirmAsync(reason, either.Token).WaitAsync(either.Token);
        }
        catch (Exception e) when (e is BrokerUnavailableException or OperationCanceledException)
        {
            // The halt holds all the same; what could not be confirmed is counted as open in the report.
        }
    }

    private async Task ConfirmAsync(string reason, CancellationToken cancellation)
    {
        using var news = events.Subscribe();
        await desk.CancelAllAsync(reason, cancellation);
        await EventWait.UntilAsync(
            news,
            _ => true,
            async token => (await desk.SweepAsync(token)).Open.Count > 0 ? LookAgain : null,
            wall,
            cancellation
        );
    }
}
