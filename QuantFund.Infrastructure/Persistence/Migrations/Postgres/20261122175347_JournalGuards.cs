using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuantFund.Infrastructure.Persistence.Migrations.Postgres;

/// <summary>A line of the journal is never changed or taken out, and each new one is told to whoever listens.</summary>
public partial class JournalGuards : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'The journal is append-only.';
            END $$;
            """
        );
        migrationBuilder.Sql(
            """
            CREATE TRIGGER journal_keeps_lines BEFORE UPDATE OR DELETE ON journal
            FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
            """
        );
        migrationBuilder.Sql(
            """
            CREATE FUNCTION journal_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_notify('fund_journal', NEW.sequence::text);
                RETURN NULL;
            END $$;
            """
        );
        migrationBuilder.Sql(
            """
            CREATE TRIGGER journal_tells AFTER INSERT ON journal
            FOR EACH ROW EXECUTE FUNCTION journal_is_told();
            """
        );
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            DROP TRIGGER journal_tells ON journal;
            """
        );
        migrationBuilder.Sql(
            """
            DROP FUNCTION journal_is_told();
            """
        );
        migrationBuilder.Sql(
            """
            DROP TRIGGER journal_keeps_lines ON journal;
            """
        );
        migrationBuilder.Sql(
            """
            DROP FUNCTION journal_is_append_only();
            """
        );
    }
}
