using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class EquityConfiguration : IEntityTypeConfiguration<EquityRow>
{
    public void Configure(EntityTypeBuilder<EquityRow> row)
    {
        row.ToTable("equity");
        row.HasKey(e => e.Micros);
        row.Property(e => e.Micros).ValueGeneratedNever();
    }
}
