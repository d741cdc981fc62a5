using System.Globalization;
using System.Net;
using AwesomeAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QuantFund.Web.Security.Traffic;
using Xunit;

namespace QuantFund.Web.Tests.Api;

public sealed class RequestRateTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task TooMany_Is429WithRetryAfter_ForThatCallerAlone()
    {
        await using var host = await FundHost.StartAsync(
            null,
            ("Auth:RequestBurst", "5"),
            ("Auth:RequestsPerSecond", "1")
        );
        using var admin = host.Caller();
        var (_, text) = await admin.IssueKeyAsync("read");
        using var runaway = host.Caller(text);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => runaway.GetAsync("/api/v1/strategies/none", Cancel))
        );

        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        await refused.ProblemAsync(HttpStatusCode.TooManyRequests);
        int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture)
            .Should()
            .BePositive();
        using var other = await admin.GetAsync("/api/v1/strategies/none", Cancel);
        using var health = await runaway.GetAsync("/health/live", Cancel);
        other.StatusCode.Should().Be(HttpStatusCode.NotFound);
        health.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ActsThatLowerRisk_AreNeverTooMany()
    {
        await using var host = await FundHost.StartAsync(
            null,
            ("Auth:RequestBurst", "1"),
            ("Auth:RequestsPerSecond", "1")
        );
        await host.ReadyAsync();
        using var caller = host.Caller();
        while ((await caller.GetAsync("/api/v1/strategies/none", Cancel)).StatusCode != HttpStatusCode.TooManyRequests)
        { }

        for (var i = 0; i < 20; i++)
        {
            using var halted = await caller.SendJsonAsync("POST", "/api/v1/halt", """{"reason":"flood"}""");
            using var cancelled = await caller.SendJsonAsync("POST", "/api/v1/orders/cancel-all", null);
            using var rejected = await caller.SendJsonAsync(
                "POST",
                "/api/v1/cycles/none/reject",
                """{"planHash":"x","reason":"no"}"""
            );
            halted.StatusCode.Should().Be(HttpStatusCode.OK);
            cancelled.StatusCode.Should().Be(HttpStatusCode.Accepted);
            rejected.StatusCode.Should().Be(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task AFloodOfWrongKeys_LeavesTheSignInOpen()
    {
        await using var host = await FundHost.StartAsync(
            null,
            ("Auth:RequestBurst", "1"),
            ("Auth:RequestsPerSecond", "1")
        );
        using var stranger = host.Caller("qf_wrong_key");
        while ((await stranger.GetAsync("/api/v1/fund", Cancel)).StatusCode != HttpStatusCode.TooManyRequests) { }
        using var visitor = host.Caller(null);

        for (var i = 0; i < 5; i++)
        {
            using var page = await visitor.GetAsync("/sign-in", Cancel);
            page.StatusCode.Should().Be(HttpStatusCode.OK);
        }
        var link = host.Services.GetRequiredService<QuantFund.Web.Security.SignInLinks>().Issue();
        using var entered = await visitor.GetAsync(new Uri(link, UriKind.Relative), Cancel);
        entered.Headers.Location!.ToString().Should().Be("/");
    }

    [Fact]
    public async Task HeavyReads_RunOneAtATime_AFewWait_AndTheRestComeAgain()
    {
        await using var host = await FundHost.StartAsync(null);
        await host.ReplicaAsync();
        using var caller = host.Caller();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(_ => caller.SendJsonAsync("POST", "/api/v1/cycles/preview", "{}"))
        );
        using var plain = await caller.GetAsync("/api/v1/orders", Cancel);

        plain.StatusCode.Should().Be(HttpStatusCode.OK);
        answers.Should().Contain(a => a.StatusCode == HttpStatusCode.OK);
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        await refused.ProblemAsync(HttpStatusCode.TooManyRequests);
        refused.Headers.Contains("Retry-After").Should().BeTrue();
    }

    [Fact]
    public async Task HeavyReads_NeverTakeMoreThanTheirOnePlace_AndWhatIsNotHeavyPassesThem()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            HeavyReads.AddTo(o);
        });
        await using var app = builder.Build();
        var (inside, most) = (0, 0);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var letGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.UseRateLimiter();
        app.MapGet(
                "/heavy",
                async () =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    entered.TrySetResult();
                    await letGo.Task;
                    Interlocked.Decrement(ref inside);
                }
            )
            .AsHeavyRead();
        app.MapGet("/plain", () => "passed");
        await app.StartAsync(Cancel);
        using var caller = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var heavy = Enumerable.Range(0, 20).Select(_ => caller.GetAsync("/heavy", Cancel)).ToList();
        await entered.Task.WaitAsync(Cancel);
        // One is inside and held, eight wait: the others are told to come again before anything has moved.
        while (heavy.Count(h => h.IsCompleted) < 11)
            await Task.WhenAny(heavy.Where(h => !h.IsCompleted)).WaitAsync(FundHost.MostWait, Cancel);
        (await caller.GetStringAsync("/plain", Cancel)).Should().Be("passed");
        letGo.SetResult();

        var answers = await Task.WhenAll(heavy);
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).Should().Be(9);
        answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests).Should().Be(11);
        most.Should().Be(1);
    }
}
