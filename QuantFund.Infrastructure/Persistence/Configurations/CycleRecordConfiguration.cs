using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class CycleRecordConfiguration : IEntityTypeConfiguration<CycleRecordRow>
{
    public void Configure(EntityTypeBuilder<CycleRecordRow> row)
    {
        row.ToTable("cycle_records");
        row.HasKey(r => r.CycleId);
        row.HasOne<CycleRow>().WithOne().HasForeignKey<CycleRecordRow>(r => r.CycleId);
    }
}
