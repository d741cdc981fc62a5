using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuantFund.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AbridgedRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "abridged",
                table: "cycle_records",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "abridged",
                table: "cycle_records");
        }
    }
}
