using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class OrderStepConfiguration : IEntityTypeConfiguration<OrderStepRow>
{
    public void Configure(EntityTypeBuilder<OrderStepRow> row)
    {
        row.ToTable("order_steps");
        row.HasKey(s => new { s.OrderId, s.Place });
        row.HasOne<OrderRow>().WithMany().HasForeignKey(s => s.OrderId);
    }
}
