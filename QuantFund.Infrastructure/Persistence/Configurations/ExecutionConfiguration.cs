using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class ExecutionConfiguration : IEntityTypeConfiguration<ExecutionRow>
{
    public void Configure(EntityTypeBuilder<ExecutionRow> row)
    {
        row.ToTable("executions");
        row.HasKey(e => new { e.BrokerOrderId, e.CumulativeQuantity });
        row.HasIndex(e => e.OrderId);
        row.HasIndex(e => e.Time);
        row.HasOne<OrderRow>().WithMany().HasForeignKey(e => e.OrderId);
    }
}
