using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuantFund.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ClosedTrades : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "realized",
                table: "positions",
                type: "numeric",
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<int>(
                name: "closed_trades",
                table: "ledger",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "wins",
                table: "ledger",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "realized",
                table: "positions");

            migrationBuilder.DropColumn(
                name: "closed_trades",
                table: "ledger");

            migrationBuilder.DropColumn(
                name: "wins",
                table: "ledger");
        }
    }
}
