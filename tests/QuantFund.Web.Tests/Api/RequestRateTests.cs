using System.Globalization;
using System.Net;
using AwesomeAssertions;
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
}
