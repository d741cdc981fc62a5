using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuantFund.Infrastructure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CycleInputs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "cycle_inputs",
                columns: table => new
                {
                    cycle_id = table.Column<string>(type: "text", nullable: false),
                    session = table.Column<DateOnly>(type: "date", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cycle_inputs", x => x.cycle_id);
                    table.ForeignKey(
                        name: "fk_cycle_inputs_cycles_cycle_id",
                        column: x => x.cycle_id,
                        principalTable: "cycles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "input_parts",
                columns: table => new
                {
                    hash = table.Column<string>(type: "text", nullable: false),
                    used_on = table.Column<DateOnly>(type: "date", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_input_parts", x => x.hash);
                });

            migrationBuilder.CreateIndex(
                name: "ix_cycle_inputs_session",
                table: "cycle_inputs",
                column: "session");

            migrationBuilder.CreateIndex(
                name: "ix_input_parts_used_on",
                table: "input_parts",
                column: "used_on");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cycle_inputs");

            migrationBuilder.DropTable(
                name: "input_parts");
        }
    }
}
