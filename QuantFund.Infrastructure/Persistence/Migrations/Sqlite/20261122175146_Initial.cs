using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuantFund.Infrastructure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    secret_hash = table.Column<string>(type: "TEXT", nullable: false),
                    issued_by = table.Column<string>(type: "TEXT", nullable: false),
                    issued_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cycle_memory",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    cycle_id = table.Column<string>(type: "TEXT", nullable: false),
                    json = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cycle_memory", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cycles",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    slot = table.Column<long>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    is_finished = table.Column<bool>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    mode = table.Column<string>(type: "TEXT", nullable: true),
                    regime = table.Column<string>(type: "TEXT", nullable: true),
                    trading_state = table.Column<string>(type: "TEXT", nullable: false),
                    plan_hash = table.Column<string>(type: "TEXT", nullable: true),
                    trades = table.Column<int>(type: "INTEGER", nullable: false),
                    timings = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cycles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "equity",
                columns: table => new
                {
                    micros = table.Column<long>(type: "INTEGER", nullable: false),
                    equity = table.Column<decimal>(type: "TEXT", nullable: false),
                    drawdown = table.Column<double>(type: "REAL", nullable: true),
                    gross = table.Column<double>(type: "REAL", nullable: true),
                    net = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_equity", x => x.micros);
                });

            migrationBuilder.CreateTable(
                name: "equity_marks",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    high_water_mark = table.Column<decimal>(type: "TEXT", nullable: false),
                    previous_high_water_mark = table.Column<decimal>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    day_open = table.Column<decimal>(type: "TEXT", nullable: false),
                    rungs_acted = table.Column<int>(type: "INTEGER", nullable: false),
                    cut_gross_to = table.Column<decimal>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_equity_marks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    caller = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    claimed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: true),
                    content_type = table.Column<string>(type: "TEXT", nullable: true),
                    location = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_keys", x => new { x.caller, x.key });
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    wall_time = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    previous_hash = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "ledger",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    cash = table.Column<decimal>(type: "TEXT", nullable: false),
                    adopted_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    cycle_id = table.Column<string>(type: "TEXT", nullable: true),
                    symbol = table.Column<string>(type: "TEXT", nullable: false),
                    side = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    quantity = table.Column<decimal>(type: "TEXT", nullable: false),
                    limit_price = table.Column<decimal>(type: "TEXT", nullable: true),
                    slice = table.Column<int>(type: "INTEGER", nullable: false),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    reduces = table.Column<bool>(type: "INTEGER", nullable: false),
                    estimated_cost = table.Column<decimal>(type: "TEXT", nullable: false),
                    reference_price = table.Column<decimal>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    broker_id = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    is_open = table.Column<bool>(type: "INTEGER", nullable: false),
                    filled_quantity = table.Column<decimal>(type: "TEXT", nullable: false),
                    average_price = table.Column<decimal>(type: "TEXT", nullable: true),
                    actual_cost = table.Column<decimal>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    permitted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    submitted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    broker_end_status = table.Column<string>(type: "TEXT", nullable: true),
                    broker_end_quantity = table.Column<decimal>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_orders", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "positions",
                columns: table => new
                {
                    symbol = table.Column<string>(type: "TEXT", nullable: false),
                    quantity = table.Column<decimal>(type: "TEXT", nullable: false),
                    average_price = table.Column<decimal>(type: "TEXT", nullable: false),
                    opened_by = table.Column<string>(type: "TEXT", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_positions", x => x.symbol);
                });

            migrationBuilder.CreateTable(
                name: "strategy_states",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_strategy_states", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "trading_state",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    flatten_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trading_state", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cycle_records",
                columns: table => new
                {
                    cycle_id = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    json = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cycle_records", x => x.cycle_id);
                    table.ForeignKey(
                        name: "fk_cycle_records_cycles_cycle_id",
                        column: x => x.cycle_id,
                        principalTable: "cycles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plans",
                columns: table => new
                {
                    cycle_id = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    approved = table.Column<bool>(type: "INTEGER", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    excluded = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plans", x => x.cycle_id);
                    table.ForeignKey(
                        name: "fk_plans_cycles_cycle_id",
                        column: x => x.cycle_id,
                        principalTable: "cycles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "executions",
                columns: table => new
                {
                    broker_order_id = table.Column<string>(type: "TEXT", nullable: false),
                    cumulative_quantity = table.Column<decimal>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    order_id = table.Column<string>(type: "TEXT", nullable: true),
                    client_order_id = table.Column<string>(type: "TEXT", nullable: false),
                    execution_id = table.Column<string>(type: "TEXT", nullable: false),
                    symbol = table.Column<string>(type: "TEXT", nullable: false),
                    side = table.Column<string>(type: "TEXT", nullable: false),
                    quantity = table.Column<decimal>(type: "TEXT", nullable: false),
                    price = table.Column<decimal>(type: "TEXT", nullable: false),
                    fee = table.Column<decimal>(type: "TEXT", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_executions", x => new { x.broker_order_id, x.cumulative_quantity });
                    table.ForeignKey(
                        name: "fk_executions_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "order_steps",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_steps", x => new { x.order_id, x.place });
                    table.ForeignKey(
                        name: "fk_order_steps_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_place",
                table: "api_keys",
                column: "place",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cycles_is_finished",
                table: "cycles",
                column: "is_finished",
                filter: "not is_finished");

            migrationBuilder.CreateIndex(
                name: "ix_cycles_place",
                table: "cycles",
                column: "place",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cycles_slot",
                table: "cycles",
                column: "slot",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_executions_order_id",
                table: "executions",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_executions_time",
                table: "executions",
                column: "time");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_keys_claimed_at",
                table: "idempotency_keys",
                column: "claimed_at");

            migrationBuilder.CreateIndex(
                name: "ix_orders_broker_id",
                table: "orders",
                column: "broker_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_orders_cycle_id",
                table: "orders",
                column: "cycle_id");

            migrationBuilder.CreateIndex(
                name: "ix_orders_is_open",
                table: "orders",
                column: "is_open",
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "ix_orders_place",
                table: "orders",
                column: "place",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "cycle_memory");

            migrationBuilder.DropTable(
                name: "cycle_records");

            migrationBuilder.DropTable(
                name: "equity");

            migrationBuilder.DropTable(
                name: "equity_marks");

            migrationBuilder.DropTable(
                name: "executions");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "ledger");

            migrationBuilder.DropTable(
                name: "order_steps");

            migrationBuilder.DropTable(
                name: "plans");

            migrationBuilder.DropTable(
                name: "positions");

            migrationBuilder.DropTable(
                name: "strategy_states");

            migrationBuilder.DropTable(
                name: "trading_state");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "cycles");
        }
    }
}
