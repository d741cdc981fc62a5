using System.Net;
using AwesomeAssertions;
using Xunit;

namespace QuantFund.Web.Tests.Api;

public sealed class IdempotencyTests(FundHost host) : IClassFixture<FundHost>
{
    private const string Body = """{"name":"once","scopes":["read"]}""";

    [Fact]
    public async Task ARepetition_GetsTheFirstAnswer_AndNothingIsDoneTwice()
    {
        using var caller = host.Caller();

        using var first = await caller.SendJsonAsync("POST", "/api/v1/keys", Body, "a repetition");
        using var again = await caller.SendJsonAsync("POST", "/api/v1/keys", Body, "a repetition");

        var one = await first.JsonAsync(HttpStatusCode.Created);
        var other = await again.JsonAsync(HttpStatusCode.Created);
        other.ToString().Should().Be(one.ToString());
        again.Headers.Location.Should().Be(first.Headers.Location);
        first.Headers.Contains("Idempotency-Replayed").Should().BeFalse();
        again.Headers.GetValues("Idempotency-Replayed").Should().Equal("true");
    }

    [Theory]
    [InlineData("/api/v1/keys", """{"name":"other","scopes":["read"]}""")]
    [InlineData("/api/v1/resume", """{"reason":"x"}""")]
    public async Task TheSameKey_ForAnotherRequest_Is422(string path, string body)
    {
        using var caller = host.Caller();
        var key = $"another {path}";
        using var first = await caller.SendJsonAsync("POST", "/api/v1/keys", Body, key);

        using var other = await caller.SendJsonAsync("POST", path, body, key);

        var problem = await other.ProblemAsync(HttpStatusCode.UnprocessableEntity);
        problem.GetProperty("detail").GetString().Should().Contain("Idempotency-Key");
    }

    [Fact]
    public async Task AKey_BelongsToItsCaller()
    {
        using var admin = host.Caller();
        var (_, text) = await admin.IssueKeyAsync("admin");
        using var second = host.Caller(text);

        using var one = await admin.SendJsonAsync("POST", "/api/v1/keys", Body, "belongs");
        using var other = await second.SendJsonAsync("POST", "/api/v1/keys", Body, "belongs");

        var (a, b) = (await one.JsonAsync(HttpStatusCode.Created), await other.JsonAsync(HttpStatusCode.Created));
        b.GetProperty("id").GetString().Should().NotBe(a.GetProperty("id").GetString());
    }

    [Fact]
    public async Task ARefusedRequest_LeavesItsKeyFree()
    {
        using var caller = host.Caller();

        using var refused = await caller.SendJsonAsync(
            "POST",
            "/api/v1/cycles/x/approve",
            """{"planHash":"x"}""",
            "free"
        );
        using var carriedOut = await caller.SendJsonAsync("POST", "/api/v1/keys", Body, "free");

        refused.StatusCode.Should().Be(HttpStatusCode.NotFound);
        carriedOut.StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task ManyAtOnce_CarryItOutOnce()
    {
        using var caller = host.Caller();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => caller.SendJsonAsync("POST", "/api/v1/keys", Body, "many at once"))
        );

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            answer.StatusCode.Should().BeOneOf(HttpStatusCode.Created, HttpStatusCode.Conflict);
            if (answer.StatusCode == HttpStatusCode.Created)
                ids.Add((await answer.JsonAsync(HttpStatusCode.Created)).GetProperty("id").GetString()!);
            else
                await answer.ProblemAsync(HttpStatusCode.Conflict);
            answer.Dispose();
        }
        ids.Should().ContainSingle();
    }

    [Fact]
    public async Task AHalt_IsAlwaysCarriedOut()
    {
        using var caller = host.Caller();
        const string key = "halt";
        using var first = await caller.SendJsonAsync("POST", "/api/v1/halt", """{"reason":"one"}""", key);
        using var resumed = await caller.SendJsonAsync("POST", "/api/v1/resume", """{"reason":"go on"}""");

        using var again = await caller.SendJsonAsync("POST", "/api/v1/halt", """{"reason":"two"}""", key);

        (await first.JsonAsync()).GetProperty("tradingState").GetString().Should().Be("halted");
        resumed.StatusCode.Should().Be(HttpStatusCode.OK);
        (await again.JsonAsync()).GetProperty("tradingState").GetString().Should().Be("halted");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    public async Task AKeyThatIsNone_IsRefusedByName(string key)
    {
        using var caller = host.Caller();

        using var answer = await caller.SendJsonAsync("POST", "/api/v1/keys", Body, key);

        (await answer.ProblemAsync(HttpStatusCode.BadRequest))
            .GetProperty("errors")
            .TryGetProperty("Idempotency-Key", out _)
            .Should()
            .BeTrue();
    }
}
