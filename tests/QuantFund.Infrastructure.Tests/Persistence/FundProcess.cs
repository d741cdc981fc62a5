using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Infrastructure.Persistence;

namespace QuantFund.Infrastructure.Tests.Persistence;

/// <summary>
/// The stores as one process has them. Two on one configuration share nothing but the database, as two processes would.
/// </summary>
internal sealed class FundProcess : IAsyncDisposable
{
    private readonly ServiceProvider provider;

    private FundProcess(IConfiguration configuration, TimeProvider? wall, MarketName? market)
    {
        Configuration = configuration;
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(wall ?? Wall);
        services.AddSingleton(new MarketTime(Market));
        services.AddSingleton<IFundEvents>(Events);
        if (market is not null)
            services.AddSingleton(market);
        provider = services.AddFundPersistence(configuration).BuildServiceProvider();
    }

    public IConfiguration Configuration { get; }

    /// <summary>09:45 New York on Monday 2026-01-05.</summary>
    public FakeTimeProvider Market { get; } = new(new DateTimeOffset(2026, 1, 5, 14, 45, 0, TimeSpan.Zero));

    public FakeTimeProvider Wall { get; } = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));

    public FundEventBus Events { get; } = new();

    public FundSchema Schema => Get<FundSchema>();

    public IOrderStore Orders => Get<IOrderStore>();

    public ILedger Ledger => Get<ILedger>();

    public ITradingStateStore States => Get<ITradingStateStore>();

    public ICycleStore Cycles => Get<ICycleStore>();

    public IApprovals Approvals => Get<IApprovals>();

    public IJournal Journal => Get<IJournal>();

    public IEquityStore Equity => Get<IEquityStore>();

    public FundWriter Writer => Get<FundWriter>();

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    public FundDbContext Open() => Get<IFundDatabase>().CreateDbContext();

    /// <param name="configuration">Which database.</param>
    /// <param name="wall">The real clock where the listener is to run by itself; else <see cref="Wall"/>.</param>
    /// <param name="market">Which exchange it has; null for one that names none.</param>
    public static async Task<FundProcess> StartAsync(
        IConfiguration configuration,
        TimeProvider? wall = null,
        MarketName? market = null
    )
    {
        var process = new FundProcess(configuration, wall, market);
        await process.Schema.ReadyAsync(CancellationToken.None);
        return process;
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();
}
