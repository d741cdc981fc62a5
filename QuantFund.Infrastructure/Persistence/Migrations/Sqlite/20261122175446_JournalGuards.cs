using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuantFund.Infrastructure.Persistence.Migrations.Sqlite;

/// <summary>A line of the journal is never changed or taken out.</summary>
public partial class JournalGuards : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE TRIGGER journal_keeps_lines BEFORE UPDATE ON journal
            BEGIN SELECT RAISE(ABORT, 'The journal is append-only.'); END;
            """
        );
        migrationBuilder.Sql(
            """
            CREATE TRIGGER journal_keeps_all BEFORE DELETE ON journal
            BEGIN SELECT RAISE(ABORT, 'The journal is append-only.'); END;
            """
        );
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            DROP TRIGGER journal_keeps_lines;
            """
        );
        migrationBuilder.Sql(
            """
            DROP TRIGGER journal_keeps_all;
            """
        );
    }
}
