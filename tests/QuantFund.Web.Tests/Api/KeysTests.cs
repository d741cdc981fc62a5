using System.Net;
using AwesomeAssertions;
using QuantFund.Core.Fund.Commands;
using Xunit;

namespace QuantFund.Web.Tests.Api;

public sealed class KeysTests(FundHost host) : IClassFixture<FundHost>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task AKey_OpensItsScopes_AndNoOther()
    {
        using var admin = host.Caller();
        var (_, text) = await admin.IssueKeyAsync("read", "halt");
        using var holder = host.Caller(text);

        using var reads = await holder.GetAsync("/api/v1/orders", Cancel);
        using var halts = await holder.SendJsonAsync("POST", "/api/v1/halt", """{"reason":"x"}""");
        using var trades = await holder.SendJsonAsync("POST", "/api/v1/orders/cancel-all", null);
        using var approves = await holder.SendJsonAsync("POST", "/api/v1/cycles/x/approve", """{"planHash":"x"}""");
        using var resumes = await holder.SendJsonAsync("POST", "/api/v1/resume", """{"reason":"x"}""");
        using var issues = await holder.SendJsonAsync("POST", "/api/v1/keys", """{"name":"x","scopes":["admin"]}""");

        reads.StatusCode.Should().Be(HttpStatusCode.OK);
        halts.StatusCode.Should().Be(HttpStatusCode.OK);
        await trades.ProblemAsync(HttpStatusCode.Forbidden);
        await approves.ProblemAsync(HttpStatusCode.Forbidden);
        await resumes.ProblemAsync(HttpStatusCode.Forbidden);
        await issues.ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task AKeyThatMayOnlyHalt_ReadsNothing()
    {
        using var admin = host.Caller();
        var (_, text) = await admin.IssueKeyAsync("halt");
        using var holder = host.Caller(text);

        using var reads = await holder.GetAsync("/api/v1/fund", Cancel);

        await reads.ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Revoke_EndsAKeyAtOnce()
    {
        using var admin = host.Caller();
        var (id, text) = await admin.IssueKeyAsync("read");
        using var holder = host.Caller(text);
        using var before = await holder.GetAsync("/api/v1/orders", Cancel);

        using var revoked = await admin.DeleteAsync($"/api/v1/keys/{id}", Cancel);
        using var after = await holder.GetAsync("/api/v1/orders", Cancel);
        using var again = await admin.DeleteAsync($"/api/v1/keys/{id}", Cancel);

        before.StatusCode.Should().Be(HttpStatusCode.OK);
        revoked.StatusCode.Should().Be(HttpStatusCode.NoContent);
        await after.ProblemAsync(HttpStatusCode.Unauthorized);
        await again.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task TheSecret_IsShownOnce_AndStoredNowhere()
    {
        using var admin = host.Caller();
        var (id, text) = await admin.IssueKeyAsync("read");
        var secret = text.Split('_')[2];

        var listed = (await admin.GetJsonAsync("/api/v1/keys?limit=500")).ToString();
        var audited = (await admin.GetJsonAsync("/api/v1/audit?limit=500")).ToString();

        listed.Should().Contain(id).And.NotContain(secret);
        audited.Should().Contain(id).And.NotContain(secret);
    }

    [Fact]
    public async Task List_FollowedByItsCursors_GivesEveryKeyOnce_NewestFirst()
    {
        using var admin = host.Caller();
        for (var i = 0; i < 3; i++)
            await admin.IssueKeyAsync("read");
        var whole = Ids(await admin.GetJsonAsync("/api/v1/keys?limit=500"));

        var paged = new List<string>();
        var cursor = "";
        do
        {
            var page = await admin.GetJsonAsync($"/api/v1/keys?limit=2{cursor}");
            paged.AddRange(Ids(page));
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : "";
        } while (cursor.Length > 0);

        paged.Should().Equal(whole);
        paged.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task AnExpiredKey_IsNone()
    {
        using var admin = host.Caller();
        var (_, text) = await admin.IssueKeyAsync("read");
        var keys = new QuantFund.Web.Security.ApiKeys(
            new ExpiredKeys(),
            new AnyOptions<QuantFund.Web.Security.AuthOptions>(new()),
            TimeProvider.System
        );

        (await keys.HolderAsync(text, Cancel)).Should().BeNull();
        (await keys.HolderAsync($"qf_expired_{ExpiredKeys.Secret}", Cancel)).Should().BeNull();
        (await keys.HolderAsync($"qf_lasting_{ExpiredKeys.Secret}", Cancel))!.Id.Should().Be("lasting");
    }

    private static IEnumerable<string> Ids(System.Text.Json.JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(k => k.GetProperty("id").GetString()!)];

    /// <summary>Two keys with one secret: one expired long ago, one that lasts.</summary>
    private sealed class ExpiredKeys : IApiKeyStore
    {
        public const string Secret = "secret";

        public Task<ApiKey?> FindAsync(string id, CancellationToken cancellation) =>
            Task.FromResult(
                id switch
                {
                    "expired" => Key(id, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)),
                    "lasting" => Key(id, null),
                    _ => null,
                }
            );

        public Task IssueAsync(ApiKey key, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Core.Domain.Page<ApiKey>> PageAsync(int limit, string? cursor, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<bool> RevokeAsync(string id, string by, CancellationToken cancellation) =>
            throw new NotSupportedException();

        private static ApiKey Key(string id, DateTimeOffset? expiry) =>
            new(
                id,
                id,
                [ApiScope.Read],
                QuantFund.Web.Security.Secrets.HashOf(Secret),
                "test",
                DateTimeOffset.UnixEpoch,
                expiry
            );
    }

    private sealed class AnyOptions<T>(T value) : Microsoft.Extensions.Options.IOptionsMonitor<T>
    {
        public T CurrentValue => value;

        public T Get(string? name) => value;

        public IDisposable? OnChange(Action<T, string?> listener) => null;
    }
}
