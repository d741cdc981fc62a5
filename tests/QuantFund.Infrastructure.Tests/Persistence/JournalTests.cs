using AwesomeAssertions;
using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Infrastructure.Persistence.Rows;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

public sealed class JournalOnSqlite() : JournalTests(new SqliteSource());

public sealed class JournalOnPostgres(PostgresServer server) : JournalTests(new PostgresSource(server));

public abstract class JournalTests(IStoreSource source) : StoreContract(source)
{
    [Fact]
    public async Task Lines_AreNumberedFromOne_AndEachNamesTheHashBefore()
    {
        await AppendAsync(3);

        var lines = await Fund.Journal.AfterAsync(0, 10, Stop);

        lines.Select(l => l.Sequence).Should().Equal(1, 2, 3);
        lines[0].PreviousHash.Should().Be(new string('0', 64));
        lines[1].PreviousHash.Should().Be(lines[0].Hash);
        lines[2].PreviousHash.Should().Be(lines[1].Hash);
        (await Fund.Journal.VerifyAsync(Stop)).Should().Be(new JournalCheck(3, null, null));
    }

    [Fact]
    public async Task Line_KeepsMarketTimeAndWallTime_AsTheyWereHashed()
    {
        // 1234567 ticks are 123,456.7 microseconds: the database keeps whole ones, and so must the hash.
        Fund.Market.Advance(TimeSpan.FromTicks(1_234_567));
        Fund.Wall.Advance(TimeSpan.FromTicks(7_654_321));
        await AppendAsync(1);

        var line = (await Fund.Journal.AfterAsync(0, 1, Stop)).Should().ContainSingle().Subject;

        line.Time.Should().Be(Given.Slot.AddTicks(1_234_560));
        line.WallTime.Should().Be(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero).AddTicks(7_654_320));
        (await Fund.Journal.VerifyAsync(Stop)).FirstBroken.Should().BeNull();
    }

    [Fact]
    public async Task Verify_OfAnEmptyJournal_FindsNothing() =>
        (await Fund.Journal.VerifyAsync(Stop)).Should().Be(new JournalCheck(0, null, null));

    [Theory]
    [InlineData("UPDATE journal SET payload = replace(payload, 'fact 3', 'fact 4') WHERE sequence = 3", 3)]
    [InlineData("UPDATE journal SET kind = 'reconciled' WHERE sequence = 2", 2)]
    [InlineData("DELETE FROM journal WHERE sequence = 4", 4)]
    [InlineData("DELETE FROM journal WHERE sequence = 1", 1)]
    [InlineData("UPDATE journal SET sequence = 99 WHERE sequence = 5", 5)]
    [InlineData("UPDATE journal SET hash = previous_hash WHERE sequence = 5", 5)]
    public async Task Verify_NamesTheFirstLineThatWasTamperedWith(string tampering, long line)
    {
        await AppendAsync(5);
        await UnguardedAsync(tampering);

        var check = await Fund.Journal.VerifyAsync(Stop);

        check.FirstBroken.Should().Be(line);
        check.Entries.Should().Be(line - 1);
        check.Problem.Should().Contain($"Line {line}");
    }

    [Fact]
    public async Task Verify_FindsALineThatWasRewrittenWithAHashOfItsOwn_AtTheNextOne()
    {
        await AppendAsync(3);
        var second = (await Fund.Journal.AfterAsync(1, 1, Stop))[0];
        var forged = Infrastructure.Persistence.Journal.JournalChain.HashOf(
            2,
            second.Time,
            second.WallTime,
            second.Kind,
            second.PreviousHash,
            "forged"
        );
        await UnguardedAsync($"UPDATE journal SET payload = 'forged', hash = '{forged}' WHERE sequence = 2");

        (await Fund.Journal.VerifyAsync(Stop)).FirstBroken.Should().Be(3);
    }

    [Theory]
    [InlineData("UPDATE journal SET payload = 'x' WHERE sequence = 1")]
    [InlineData("DELETE FROM journal WHERE sequence = 1")]
    public async Task TheDatabaseItself_RefusesToChangeALine(string statement)
    {
        await AppendAsync(1);
        await using var db = Fund.Open();

        await FluentActions
            .Awaiting(() => db.Database.ExecuteSqlRawAsync(statement, Stop))
            .Should()
            .ThrowAsync<Exception>()
            .WithMessage("*append-only*");
    }

    [Fact]
    public async Task Writers_OfSeveralProcesses_LeaveNoGapAndNoTwin()
    {
        const int Each = 25;
        var others = new[] { await AnotherAsync(), await AnotherAsync() };
        var all = others.Append(Fund).ToList();

        await Task.WhenAll(
            all.SelectMany(process =>
                Enumerable
                    .Range(0, 2)
                    .Select(async _ =>
                    {
                        await Task.Yield();
                        for (var i = 0; i < Each; i++)
                            await process.Journal.AppendAsync(Fact(i), Stop);
                    })
            )
        );

        var lines = await Fund.Journal.AfterAsync(0, 1000, Stop);
        lines.Select(l => l.Sequence).Should().Equal(Enumerable.Range(1, 3 * 2 * Each).Select(n => (long)n));
        (await Fund.Journal.VerifyAsync(Stop)).Should().Be(new JournalCheck(150, null, null));
    }

    [Fact]
    public async Task Change_ThatFails_LeavesNeitherRowsNorAGap()
    {
        await AppendAsync(1);

        await FluentActions
            .Awaiting(() =>
                Fund.Writer.WriteAsync(
                    async (change, token) =>
                    {
                        change.Record(Fact(2));
                        change.Db.Ledger.Add(new LedgerRow { Cash = 1m });
                        await change.Db.SaveChangesAsync(token);
                        throw new InvalidOperationException("Half way.");
                    },
                    Stop
                )
            )
            .Should()
            .ThrowAsync<InvalidOperationException>();
        await AppendAsync(1);

        (await Fund.Ledger.ReadAsync(Stop)).Should().BeNull();
        (await Fund.Journal.AfterAsync(0, 10, Stop)).Select(l => l.Sequence).Should().Equal(1, 2);
        (await Fund.Journal.VerifyAsync(Stop)).FirstBroken.Should().BeNull();
    }

    [Fact]
    public async Task Change_ThatFails_PublishesNothing()
    {
        using var heard = Fund.Events.Subscribe();
        await FluentActions
            .Awaiting(() =>
                Fund.Writer.WriteAsync(
                    (change, _) =>
                    {
                        change.Record(Fact(1));
                        return Task.FromException(new InvalidOperationException("Before the commit."));
                    },
                    Stop
                )
            )
            .Should()
            .ThrowAsync<InvalidOperationException>();
        await Fund.Journal.AppendAsync(Fact(2), Stop);

        var first = await heard.ReadAllAsync(Stop).FirstAsync(Stop);
        first.Data.Should().Be(Fact(2));
        first.Sequence.Should().Be(1);
    }

    [Fact]
    public async Task Ticks_HaveNoPlaceInTheJournal()
    {
        var tick = new FundFact.EquityMarked(new EquityPoint(Given.Slot, 1m, 0, 0, 0));

        await FluentActions
            .Awaiting(() => Fund.Journal.AppendAsync(tick, Stop))
            .Should()
            .ThrowAsync<ArgumentException>();
        (await Fund.Journal.LastSequenceAsync(Stop)).Should().Be(0);
    }

    [Fact]
    public async Task Pages_AreNewestFirst_ToTheFirstLine()
    {
        await AppendAsync(3);

        var first = await Fund.Journal.PageAsync(2, null, Stop);
        var second = await Fund.Journal.PageAsync(2, first.NextCursor, Stop);

        first.Items.Select(l => l.Sequence).Should().Equal(3, 2);
        second.Items.Select(l => l.Sequence).Should().Equal(1);
        second.NextCursor.Should().BeNull();
    }

    [Fact]
    public async Task ProcessWithoutAMarket_WritesUnderTheLastMarketTime()
    {
        await AppendAsync(1);
        var database = Fund.Get<IFundDatabase>();
        await using var publisher = new Infrastructure.Persistence.Journal.JournalPublisher(
            database,
            Fund.Wall,
            Microsoft
                .Extensions
                .Logging
                .Abstractions
                .NullLogger<Infrastructure.Persistence.Journal.JournalPublisher>
                .Instance
        );
        using var marketless = new FundWriter(database, publisher, Fund.Wall);
        Fund.Market.Advance(TimeSpan.FromHours(1));

        await marketless.WriteAsync((change, _) => Task.FromResult(change.Record(Fact(2))), Stop);

        (await Fund.Journal.AfterAsync(1, 1, Stop))[0].Time.Should().Be(Given.Slot);
    }

    private static FundFact.DifferenceFound Fact(int n) => new($"fact {n}", "ours", "theirs");

    private async Task AppendAsync(int lines)
    {
        for (var n = 1; n <= lines; n++)
            await Fund.Journal.AppendAsync(Fact(n), Stop);
    }

    /// <summary>As somebody with the database's own tools would.</summary>
    private async Task UnguardedAsync(string statement)
    {
        await using var db = Fund.Open();
        string[] guards = db.Database.IsNpgsql()
            ? ["DROP TRIGGER journal_keeps_lines ON journal"]
            : ["DROP TRIGGER journal_keeps_lines", "DROP TRIGGER journal_keeps_all"];
        foreach (var sql in guards.Append(statement))
            await db.Database.ExecuteSqlRawAsync(sql, Stop);
    }
}
