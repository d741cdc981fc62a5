using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class CycleMemoryConfiguration : IEntityTypeConfiguration<CycleMemoryRow>
{
    public void Configure(EntityTypeBuilder<CycleMemoryRow> row)
    {
        row.ToTable("cycle_memory");
        row.HasKey(m => m.Id);
        row.Property(m => m.Id).ValueGeneratedNever();
    }
}
