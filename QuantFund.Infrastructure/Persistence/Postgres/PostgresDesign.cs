using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace QuantFund.Infrastructure.Persistence.Postgres;

/// <summary>What <c>dotnet ef</c> makes migrations with; it opens no connection.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresFundDbContext>
{
    public PostgresFundDbContext CreateDbContext(string[] args) =>
        new(PostgresDatabase.Options(NpgsqlDataSource.Create("Host=localhost;Database=design")));
}
