using AwesomeAssertions;
using Microsoft.EntityFrameworkCore;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

public sealed class SchemaOnSqlite() : SchemaTests(new SqliteSource())
{
    [Fact]
    public async Task Connection_WritesAheadAndInFull_AndWaitsForOthers()
    {
        await using var db = Fund.Open();
        await db.Database.OpenConnectionAsync(Stop);

        (await AskAsync(db, "PRAGMA journal_mode")).Should().Be("wal");
        (await AskAsync(db, "PRAGMA synchronous")).Should().Be(2L);
        (await AskAsync(db, "PRAGMA busy_timeout")).Should().Be(10_000L);
        (await AskAsync(db, "PRAGMA foreign_keys")).Should().Be(1L);
    }
}

public sealed class SchemaOnPostgres(PostgresServer server) : SchemaTests(new PostgresSource(server));

public abstract class SchemaTests(IStoreSource source) : StoreContract(source)
{
    [Fact]
    public void Migrations_SayWhatTheModelSays()
    {
        using var db = Fund.Open();

        db.Database.HasPendingModelChanges().Should().BeFalse();
    }

    [Fact]
    public async Task Migrating_AMigratedDatabase_ChangesNothing()
    {
        await Fund.States.HaltAsync("Kept.", "operator", Stop);
        var other = await AnotherAsync();

        other.Schema.IsReady.Should().BeTrue();
        (await other.States.ReadAsync(Stop)).Reason.Should().Be("Kept.");
    }

    [Fact]
    public async Task Names_AreInSnakeCase()
    {
        await using var db = Fund.Open();

        var names = db.Model.GetEntityTypes().SelectMany(e => e.GetProperties().Select(p => p.GetColumnName()));

        names.Should().OnlyContain(name => !name.Any(char.IsUpper)).And.Contain("filled_quantity");
    }

    private protected static async Task<object?> AskAsync(Infrastructure.Persistence.FundDbContext db, string sql)
    {
        await db.Database.OpenConnectionAsync(Stop);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Stop);
    }
}
