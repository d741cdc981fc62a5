using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class InputPartConfiguration : IEntityTypeConfiguration<InputPartRow>
{
    public void Configure(EntityTypeBuilder<InputPartRow> row)
    {
        row.ToTable("input_parts");
        row.HasKey(p => p.Hash);
        row.HasIndex(p => p.UsedOn);
    }
}
