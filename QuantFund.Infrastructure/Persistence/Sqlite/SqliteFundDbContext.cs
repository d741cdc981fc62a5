using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace QuantFund.Infrastructure.Persistence.Sqlite;

/// <summary>SQLite has no type for times and cannot order its own texts of them: they are numbers there.</summary>
internal sealed class SqliteFundDbContext(DbContextOptions<SqliteFundDbContext> options) : FundDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<DateTimeOffset>().HaveConversion<TimeAsMicros>();
    }

    private sealed class TimeAsMicros()
        : ValueConverter<DateTimeOffset, long>(time => UtcMicros.Of(time), micros => UtcMicros.ToTime(micros));
}
