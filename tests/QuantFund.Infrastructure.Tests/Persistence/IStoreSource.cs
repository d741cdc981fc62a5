using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Testing.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(QuantFund.Testing.Postgres.PostgresServer))]

namespace QuantFund.Infrastructure.Tests.Persistence;

/// <summary>Gives each test a fund's database of its own, as configuration.</summary>
public interface IStoreSource : IAsyncDisposable
{
    Task<IConfiguration> NewAsync();
}

public sealed class SqliteSource : IStoreSource
{
    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;
    private int made;

    public Task<IConfiguration> NewAsync() =>
        Task.FromResult<IConfiguration>(
            new ConfigurationBuilder()
                .AddInMemoryCollection([new("Data:Directory", Path.Combine(folder, $"{++made}"))])
                .Build()
        );

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

public sealed class PostgresSource(PostgresServer server) : IStoreSource
{
    private static readonly SemaphoreSlim Once = new(1, 1);
    private static string? migrated;

    public async Task<IConfiguration> NewAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return Of(await server.CreateDatabaseAsync(await MigratedAsync()));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Migrated once; every test's database is a copy of it.</summary>
    private async Task<string> MigratedAsync()
    {
        await Once.WaitAsync();
        try
        {
            if (migrated is not null)
                return migrated;
            var template = await server.CreateDatabaseAsync();
            await using (
                var provider = new ServiceCollection()
                    .AddLogging()
                    .AddFundPersistence(Of(template + ";Pooling=false"))
                    .BuildServiceProvider()
            )
                await provider.GetRequiredService<FundSchema>().ReadyAsync(TestContext.Current.CancellationToken);
            return migrated = template;
        }
        finally
        {
            Once.Release();
        }
    }

    private static IConfiguration Of(string connection) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Fund", connection)]).Build();
}
