using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class LearningDayConfiguration : IEntityTypeConfiguration<LearningDayRow>
{
    public void Configure(EntityTypeBuilder<LearningDayRow> row)
    {
        row.ToTable("learning_days");
        row.HasKey(d => d.Session);
    }
}
