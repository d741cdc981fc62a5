using AwesomeAssertions;
using QuantFund.Core.Fund.Events;
using QuantFund.Infrastructure.Persistence.Journal;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

public sealed class JournalPublishingOnSqlite() : JournalPublishingTests(new SqliteSource());

public sealed class JournalPublishingOnPostgres(PostgresServer server)
    : JournalPublishingTests(new PostgresSource(server))
{
    [Fact]
    public async Task LostConnection_IsTakenUpAgain_AndNothingIsMissed()
    {
        var host = await ListeningAsync();
        using var heard = host.Events.Subscribe();
        await Fund.States.HaltAsync("one", "cli", Stop);
        await HearAsync(heard, 1);

        var connection = Microsoft.Extensions.Configuration.ConfigurationExtensions.GetConnectionString(
            Fund.Configuration,
            "Fund"
        );
        await server.DropConnectionsAsync(connection!);
        Npgsql.NpgsqlConnection.ClearAllPools();
        var other = await AnotherAsync();
        await other.States.ResumeAsync("two", "cli", null, Stop);

        (await HearAsync(heard, 1))[0].Sequence.Should().Be(2);
    }
}

public abstract class JournalPublishingTests(IStoreSource source) : StoreContract(source)
{
    [Fact]
    public async Task OwnChange_IsPublishedBeforeTheStoreReturns()
    {
        using var heard = Fund.Events.Subscribe();

        await Fund.States.HaltAsync("Enough.", "operator", Stop);

        var next = heard.ReadAllAsync(Stop).GetAsyncEnumerator(Stop);
        var moved = next.MoveNextAsync();
        moved.IsCompleted.Should().BeTrue();
        (await moved).Should().BeTrue();
        next.Current.Kind.Should().Be("tradingStateChanged");
        next.Current.Sequence.Should().Be(1);
    }

    [Fact]
    public async Task ChangeOfAnotherProcess_IsHeard_WithItsWholeContent()
    {
        var host = await ListeningAsync();
        using var heard = host.Events.Subscribe();

        await Fund.States.HaltAsync("From the command line.", "cli", Stop);

        var events = await HearAsync(heard, 1);
        var changed = events[0].Data.Should().BeOfType<FundFact.TradingStateChanged>().Subject;
        changed.Reason.Should().Be("From the command line.");
        events[0].Sequence.Should().Be(1);
        events[0].Journalled.Should().BeTrue();
    }

    [Fact]
    public async Task WhatWasWrittenBeforeTheStart_IsNotPublished_AndWhatCameAfterIs()
    {
        await Fund.States.HaltAsync("Before.", "cli", Stop);
        var host = await ListeningAsync();
        using var heard = host.Events.Subscribe();

        await Fund.States.ResumeAsync("After.", "cli", null, Stop);

        (await HearAsync(heard, 1))[0].Sequence.Should().Be(2);
        host.Events.LastSequence.Should().Be(2);
    }

    [Fact]
    public async Task ChangesOfSeveralProcesses_AreHeardByEach_InOrderAndOnce()
    {
        const int Each = 40;
        var (one, two) = (await ListeningAsync(), await ListeningAsync());
        using var heardByOne = one.Events.Subscribe();
        using var heardByTwo = two.Events.Subscribe();

        await Task.WhenAll(WriteAsync(one, Each), WriteAsync(two, Each), WriteAsync(Fund, Each));

        var expected = Enumerable.Range(1, 3 * Each).Select(n => (long)n).ToList();
        (await HearAsync(heardByOne, 3 * Each)).Select(e => e.Sequence).Should().Equal(expected);
        (await HearAsync(heardByTwo, 3 * Each)).Select(e => e.Sequence).Should().Equal(expected);
    }

    [Fact]
    public async Task SubscriberThatWritesFromInside_HearsItsOwnChangeAfterwards()
    {
        using var heard = Fund.Events.Subscribe();
        var answered = Task.Run(
            async () =>
            {
                await foreach (var happened in heard.ReadAllAsync(Stop))
                {
                    if (happened.Sequence == 1)
                        await Fund.States.ResumeAsync("Not now.", "reader", null, Stop);
                    else
                        return happened.Sequence;
                }
                return 0;
            },
            Stop
        );

        await Fund.States.HaltAsync("Enough.", "operator", Stop);

        (await answered).Should().Be(2);
    }

    /// <summary>A process that listens by itself, as a host does, in real time.</summary>
    private protected async Task<FundProcess> ListeningAsync()
    {
        var process = await AnotherAsync(TimeProvider.System);
        await process.Get<JournalPublisher>().StartAsync(Stop);
        return process;
    }

    private protected static async Task<List<FundEvent>> HearAsync(IFundSubscription heard, int events) =>
        await heard.ReadAllAsync(Stop).Take(events).ToListAsync(Stop);

    private static async Task WriteAsync(FundProcess process, int changes)
    {
        await Task.Yield();
        for (var n = 0; n < changes; n++)
            await process.Journal.AppendAsync(new FundFact.DifferenceFound($"{n}", "ours", "theirs"), Stop);
    }
}
