using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class TradingStateConfiguration : IEntityTypeConfiguration<TradingStateRow>
{
    public void Configure(EntityTypeBuilder<TradingStateRow> row)
    {
        row.ToTable("trading_state");
        row.HasKey(s => s.Id);
        row.Property(s => s.Id).ValueGeneratedNever();
    }
}
