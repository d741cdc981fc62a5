using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class StrategyStateConfiguration : IEntityTypeConfiguration<StrategyStateRow>
{
    public void Configure(EntityTypeBuilder<StrategyStateRow> row)
    {
        row.ToTable("strategy_states");
        row.HasKey(s => s.Id);
    }
}
