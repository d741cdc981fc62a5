using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class CycleConfiguration : IEntityTypeConfiguration<CycleRow>
{
    public void Configure(EntityTypeBuilder<CycleRow> row)
    {
        row.ToTable("cycles");
        row.HasKey(c => c.Id);
        row.HasIndex(c => c.Place).IsUnique();
        // One cycle a slot, whoever claims it. Cycles outside the slots have none.
        row.HasIndex(c => c.Slot).IsUnique();
        row.HasIndex(c => c.IsFinished).HasFilter("not is_finished");
    }
}
