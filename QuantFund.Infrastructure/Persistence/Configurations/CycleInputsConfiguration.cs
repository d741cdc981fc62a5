using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class CycleInputsConfiguration : IEntityTypeConfiguration<CycleInputsRow>
{
    public void Configure(EntityTypeBuilder<CycleInputsRow> row)
    {
        row.ToTable("cycle_inputs");
        row.HasKey(i => i.CycleId);
        row.HasIndex(i => i.Session);
        row.HasOne<CycleRow>().WithOne().HasForeignKey<CycleInputsRow>(i => i.CycleId);
    }
}
