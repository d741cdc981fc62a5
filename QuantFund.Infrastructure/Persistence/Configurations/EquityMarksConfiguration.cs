using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class EquityMarksConfiguration : IEntityTypeConfiguration<EquityMarksRow>
{
    public void Configure(EntityTypeBuilder<EquityMarksRow> row)
    {
        row.ToTable("equity_marks");
        row.HasKey(m => m.Id);
        row.Property(m => m.Id).ValueGeneratedNever();
    }
}
