using Microsoft.EntityFrameworkCore.Design;

namespace QuantFund.Infrastructure.Persistence.Sqlite;

/// <summary>What <c>dotnet ef</c> makes migrations with; it opens no database.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteFundDbContext>
{
    public SqliteFundDbContext CreateDbContext(string[] args) => new(SqliteDatabase.Options("design.db"));
}
