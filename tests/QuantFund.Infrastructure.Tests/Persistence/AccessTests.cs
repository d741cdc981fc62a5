using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.State;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

public sealed class AccessOnSqlite() : AccessTests(new SqliteSource());

public sealed class AccessOnPostgres(PostgresServer server) : AccessTests(new PostgresSource(server));

/// <summary>API keys, idempotent requests and the states of strategies.</summary>
public abstract class AccessTests(IStoreSource source) : StoreContract(source)
{
    private static readonly ApiKey Key = new(
        "k1",
        "reporting",
        [ApiScope.Read, ApiScope.Halt],
        new string('a', 64),
        "operator",
        new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)
    );

    private static readonly StoredAnswer Answer = new(202, "application/json", "/api/v1/cycles/c1", "{\"id\":\"c1\"}");

    private IApiKeyStore Keys => Fund.Get<IApiKeyStore>();

    private IIdempotencyStore Requests => Fund.Get<IIdempotencyStore>();

    [Fact]
    public async Task Key_IsReadAsItWasIssued_AndJournalledWithoutItsHash()
    {
        await Keys.IssueAsync(Key, Stop);

        (await Keys.FindAsync("k1", Stop)).Should().BeEquivalentTo(Key);
        var line = (await Fund.Journal.AfterAsync(0, 10, Stop)).Should().ContainSingle().Subject;
        line.Kind.Should().Be("apiKeyIssued");
        line.Payload.Should().NotContain(Key.SecretHash);
    }

    [Fact]
    public async Task Key_WithoutExpiry_StaysWithoutOne()
    {
        await Keys.IssueAsync(Key with { ExpiresAt = null }, Stop);

        (await Keys.FindAsync("k1", Stop))!.ExpiresAt.Should().BeNull();
    }

    [Fact]
    public async Task Key_Revoked_IsGone_AndTheJournalKeepsIt()
    {
        await Keys.IssueAsync(Key, Stop);

        (await Keys.RevokeAsync("k1", "operator", Stop)).Should().BeTrue();
        (await Keys.RevokeAsync("k1", "operator", Stop)).Should().BeFalse();

        (await Keys.FindAsync("k1", Stop)).Should().BeNull();
        (await Fund.Journal.LastSequenceAsync(Stop)).Should().Be(2);
    }

    [Fact]
    public async Task Keys_ArePagedNewestFirst()
    {
        foreach (var id in new[] { "k1", "k2", "k3" })
            await Keys.IssueAsync(Key with { Id = id }, Stop);

        var first = await Keys.PageAsync(2, null, Stop);
        var second = await Keys.PageAsync(2, first.NextCursor, Stop);

        first.Items.Select(k => k.Id).Should().Equal("k3", "k2");
        second.Items.Select(k => k.Id).Should().Equal("k1");
    }

    [Fact]
    public async Task Request_IsClaimedByOneOfMany_AndTheOthersWait()
    {
        var other = await AnotherAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(n =>
                    Task.Run(
                        () =>
                            (n % 2 == 0 ? Fund : other)
                                .Get<IIdempotencyStore>()
                                .ClaimAsync("k1", "once", "print", Stop),
                        Stop
                    )
                )
        );

        answers.OfType<IdempotencyAnswer.Claimed>().Should().ContainSingle();
        answers.OfType<IdempotencyAnswer.InProgress>().Should().HaveCount(7);
    }

    [Fact]
    public async Task Request_Repeated_IsGivenTheSameAnswer_EvenAfterARestart()
    {
        await Requests.ClaimAsync("k1", "once", "print", Stop);
        await Requests.CompleteAsync("k1", "once", Answer, Stop);
        var restarted = await AnotherAsync();

        var again = await restarted.Get<IIdempotencyStore>().ClaimAsync("k1", "once", "print", Stop);

        again.Should().Be(new IdempotencyAnswer.Answered(Answer));
    }

    [Fact]
    public async Task Request_WithAnotherBody_IsAnother_AndWithAnotherCallerIsItsOwn()
    {
        await Requests.ClaimAsync("k1", "once", "print", Stop);

        (await Requests.ClaimAsync("k1", "once", "other", Stop)).Should().BeOfType<IdempotencyAnswer.OtherRequest>();
        (await Requests.ClaimAsync("k2", "once", "other", Stop)).Should().BeOfType<IdempotencyAnswer.Claimed>();
    }

    [Fact]
    public async Task Request_Released_IsFree_AndAnsweredIsNotReleased()
    {
        await Requests.ClaimAsync("k1", "once", "print", Stop);
        await Requests.ReleaseAsync("k1", "once", Stop);
        (await Requests.ClaimAsync("k1", "once", "print", Stop)).Should().BeOfType<IdempotencyAnswer.Claimed>();
        await Requests.CompleteAsync("k1", "once", Answer, Stop);

        await Requests.ReleaseAsync("k1", "once", Stop);

        (await Requests.ClaimAsync("k1", "once", "print", Stop)).Should().BeOfType<IdempotencyAnswer.Answered>();
    }

    [Fact]
    public async Task Request_IsForgotten_AfterADayOfWallTime()
    {
        await Requests.ClaimAsync("k1", "once", "print", Stop);
        await Requests.CompleteAsync("k1", "once", Answer, Stop);
        Fund.Wall.Advance(IIdempotencyStore.Kept - TimeSpan.FromMilliseconds(1));
        (await Requests.ClaimAsync("k1", "once", "print", Stop)).Should().BeOfType<IdempotencyAnswer.Answered>();

        Fund.Wall.Advance(TimeSpan.FromMilliseconds(1));

        (await Requests.ClaimAsync("k1", "once", "print", Stop)).Should().BeOfType<IdempotencyAnswer.Claimed>();
    }

    [Fact]
    public async Task Strategy_IsEnabled_UntilSomebodyDecides_AndTheSameDecisionIsNoNews()
    {
        var states = Fund.Get<IStrategyStates>();
        var momentum = new StrategyId("time-series-momentum");
        (await states.ReadAsync(Stop)).Should().BeEmpty();

        await states.SetAsync(momentum, StrategyState.Enabled, "operator", "as it is", Stop);
        await states.SetAsync(momentum, StrategyState.Shadow, "operator", "under watch", Stop);
        await states.SetAsync(momentum, StrategyState.Shadow, "operator", "again", Stop);

        (await states.ReadAsync(Stop))[momentum].Should().Be(StrategyState.Shadow);
        var line = (await Fund.Journal.AfterAsync(0, 10, Stop)).Should().ContainSingle().Subject;
        line.Payload.Should().Contain("under watch");
    }
}
