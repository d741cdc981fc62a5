using System.Net;
using AwesomeAssertions;
using Microsoft.Extensions.DependencyInjection;
using QuantFund.Web.Security;
using Xunit;

namespace QuantFund.Web.Tests.Security;

public sealed class SignInTests(FundHost host) : IClassFixture<FundHost>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_SignsIn_AndWorksOnce()
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = host.Address,
        };
        var link = new Uri(host.Services.GetRequiredService<SignInLinks>().Issue(), UriKind.Relative);

        using var first = await browser.GetAsync(link, Cancel);
        using var again = await browser.GetAsync(link, Cancel);

        first.Headers.Location!.ToString().Should().Be("/");
        first
            .Headers.GetValues("Set-Cookie")
            .Should()
            .ContainSingle(c => c.Contains("httponly") && c.Contains("samesite=lax"));
        again.Headers.Location!.ToString().Should().Be("/sign-in?failed=1");
        using var document = await browser.GetAsync("/openapi/v1.json", Cancel);
        document.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignOut_EndsIt()
    {
        using var browser = await host.SignedInAsync();

        using var left = await browser.PostAsync("/sign-out", null, Cancel);

        left.StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var document = await browser.GetAsync("/openapi/v1.json", Cancel);
        document.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Redirect)]
    public async Task Cookie_IsGoodForNoChange_FromAnotherOrigin(string? origin, HttpStatusCode expected)
    {
        using var browser = await host.SignedInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out");
        if (origin is not null)
            request.Headers.Add("Origin", origin);

        using var answer = await browser.SendAsync(request, Cancel);

        answer.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task EveryAnswer_ForbidsFramesAndForeignContent()
    {
        using var browser = host.Caller(null);

        using var answer = await browser.GetAsync("/", Cancel);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("frame-ancestors 'none'").And.Contain("default-src 'self'").And.NotContain("http");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.Contains("Server").Should().BeFalse();
    }
}
