using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Infrastructure.Persistence.Journal;
using QuantFund.Infrastructure.Persistence.Postgres;
using QuantFund.Infrastructure.Persistence.Sqlite;
using QuantFund.Infrastructure.Persistence.Stores;

namespace QuantFund.Infrastructure.Persistence;

/// <summary>
/// The fund's state: PostgreSQL when <c>ConnectionStrings:Fund</c> is set, else the file <c>fund.db</c> in
/// <c>Data:Directory</c> (default <c>./data</c>). A host migrates it before anything else starts.
/// </summary>
/// <remarks>
/// Uses what the container has of <see cref="TimeProvider"/> (wall time), <c>MarketTime</c> and
/// <see cref="IFundEvents"/>. A process without a market leaves <c>MarketTime</c> out; one that nobody listens to leaves
/// the events out.
/// </remarks>
public static class PersistenceServices
{
    public static IServiceCollection AddFundPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        if (StoreName.ConnectionOf(configuration) is { } connection)
            AddPostgres(services, connection);
        else
            AddSqlite(services, StoreName.DirectoryOf(configuration));

        services.AddChecked<DataOptions>(configuration, DataOptions.Section);
        services.AddSingleton<InputStore>();
        services.AddSingleton<RecordStore>();
        services.AddSingleton<JournalPublisher>();
        services.AddSingleton(new MarketClockNote(StoreName.DirectoryOf(configuration)));
        services.AddSingleton<FundWriter>();
        services.AddSingleton(p => new FundSchema(
            p.GetRequiredService<IFundDatabase>(),
            p.GetRequiredService<JournalPublisher>()
        ));
        services.AddSingleton(p => new StoreHealth(
            p.GetRequiredService<IFundDatabase>(),
            p.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IHostedService>(p => p.GetRequiredService<FundSchema>());
        return services
            .AddSingleton<IOrderStore, OrderStore>()
            .AddSingleton<ILedger, Ledger>()
            .AddSingleton<ITradingStateStore, TradingStateStore>()
            .AddSingleton<ICycleStore, CycleStore>()
            .AddSingleton<IApprovals, Approvals>()
            .AddSingleton<IJournal, JournalStore>()
            .AddSingleton<IEquityStore, EquityStore>()
            .AddSingleton<IApiKeyStore, ApiKeyStore>()
            .AddSingleton<IIdempotencyStore, IdempotencyStore>()
            .AddSingleton<IStrategyStates, StrategyStateStore>();
    }

    private static void AddPostgres(IServiceCollection services, string connection) =>
        services
            .AddSingleton<IFundDatabase>(p => new PostgresDatabase(
                connection,
                p.GetRequiredService<TimeProvider>(),
                p.GetRequiredService<ILogger<PostgresDatabase>>()
            ))
            .AddSingleton<ILeaderLease>(p => new MarketLease(
                new PostgresLease(connection),
                p.GetRequiredService<IFundDatabase>(),
                p.GetService<MarketName>(),
                p.GetRequiredService<ILogger<MarketLease>>()
            ));

    private static void AddSqlite(IServiceCollection services, string directory) =>
        services
            .AddSingleton<IFundDatabase>(p => new SqliteDatabase(
                directory,
                p.GetRequiredService<TimeProvider>(),
                p.GetRequiredService<ILogger<SqliteDatabase>>()
            ))
            .AddSingleton<ILeaderLease>(p => new SqliteLease(directory, p.GetRequiredService<TimeProvider>()));
}
