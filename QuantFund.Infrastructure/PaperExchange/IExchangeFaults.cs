namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>Where a test may delay or kill: the exchange itself does nothing at these points.</summary>
public interface IExchangeFaults
{
    /// <summary>The order has come and nothing was done with it; the exchange's gate is held.</summary>
    Task OrderArrivedAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The order is written and the caller's token was looked at for the last time: its commit is next.</summary>
    void OrderCommitting() { }

    /// <summary>The order is on disk and the answer is not yet given.</summary>
    Task AfterOrderCommittedAsync(CancellationToken cancellation);

    /// <summary>Executions and order changes are on disk, nobody was told.</summary>
    void AfterStepCommitted();
}

internal sealed class NoExchangeFaults : IExchangeFaults
{
    public Task AfterOrderCommittedAsync(CancellationToken cancellation) => Task.CompletedTask;

    public void AfterStepCommitted() { }
}
