using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class PlanConfiguration : IEntityTypeConfiguration<PlanRow>
{
    public void Configure(EntityTypeBuilder<PlanRow> row)
    {
        row.ToTable("plans");
        row.HasKey(p => p.CycleId);
        row.HasOne<CycleRow>().WithOne().HasForeignKey<PlanRow>(p => p.CycleId);
    }
}
