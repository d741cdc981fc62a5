using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

/// <summary>What each group of persistence tests needs, whichever database it runs on.</summary>
public abstract class StoreContract(IStoreSource source) : IAsyncLifetime
{
    private readonly List<FundProcess> processes = [];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A process on a new database.</summary>
    internal FundProcess Fund => processes[0];

    /// <summary>Another process on the same database.</summary>
    internal async Task<FundProcess> AnotherAsync(TimeProvider? wall = null)
    {
        var process = await FundProcess.StartAsync(Fund.Configuration, wall);
        processes.Add(process);
        return process;
    }

    public async ValueTask InitializeAsync() => processes.Add(await FundProcess.StartAsync(await source.NewAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            await process.DisposeAsync();
        await source.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
