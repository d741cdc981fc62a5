using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Configurations;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<OrderRow>
{
    public void Configure(EntityTypeBuilder<OrderRow> row)
    {
        row.ToTable("orders");
        row.HasKey(o => o.Id);
        row.HasIndex(o => o.Place).IsUnique();
        row.HasIndex(o => o.BrokerId).IsUnique();
        row.HasIndex(o => o.CycleId);
        // Few orders are open at a time, and every permit reads them all.
        row.HasIndex(o => o.IsOpen).HasFilter("is_open");
    }
}
