using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace QuantFund.Infrastructure.Persistence.Postgres;

/// <summary>PostgreSQL keeps times as <c>timestamptz</c>, which takes UTC only.</summary>
internal sealed class PostgresFundDbContext(DbContextOptions<PostgresFundDbContext> options) : FundDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcTime>();
    }

    private sealed class UtcTime()
        : ValueConverter<DateTimeOffset, DateTimeOffset>(time => UtcMicros.Cut(time), time => time.ToUniversalTime());
}
