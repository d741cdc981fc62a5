using System.Net;
using System.Net.Sockets;
using System.Text;
using AwesomeAssertions;
using QuantFund.Web.Tests.Api;
using Xunit;

namespace QuantFund.Web.Tests.Security;

/// <summary>What other pages and other names may not do, spoken as bytes: a client library would mend its own headers.</summary>
public sealed class OriginTests(FundHost host) : IClassFixture<FundHost>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/hubs/fund", "http://127.0.0.1:1", "403")]
    [InlineData("/hubs/fund", "https://elsewhere.example", "403")]
    [InlineData("/hubs/fund", "null", "403")]
    [InlineData("/hubs/fund", null, "101")]
    [InlineData("/hubs/fund", "own", "101")]
    [InlineData("/_blazor", "http://127.0.0.1:1", "403")]
    [InlineData("/_blazor", "null", "403")]
    [InlineData("/_blazor", "own", "101")]
    public async Task ASocket_WithTheOperatorsCookie_OpensForThisVeryOriginAlone(
        string path,
        string? origin,
        string expected
    )
    {
        var answer = await UpgradeAsync(path, $"Cookie: {await CookieAsync()}", origin);

        answer.Should().StartWith($"HTTP/1.1 {expected}");
    }

    [Theory]
    [InlineData("https://elsewhere.example", "403")]
    [InlineData("own", "101")]
    [InlineData(null, "101")]
    public async Task ASocket_WithAKey_IsNoExceptionFromElsewhere(string? origin, string expected) =>
        (await UpgradeAsync("/hubs/fund", $"X-Api-Key: {FundHost.AdminKey}", origin))
            .Should()
            .StartWith($"HTTP/1.1 {expected}");

    [Fact]
    public async Task APost_FromAnotherSite_IsRefused_ThoughItNamesNoOrigin()
    {
        using var browser = await host.SignedInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await browser.SendAsync(request, Cancel);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("evil.example:5080", HttpStatusCode.BadRequest)]
    [InlineData("192.168.1.20", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:1", HttpStatusCode.OK)]
    [InlineData("fund.localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.7", HttpStatusCode.OK)]
    [InlineData("[::1]:5080", HttpStatusCode.OK)]
    public async Task AnUnknownHostName_IsRefused_OnEveryPath(string name, HttpStatusCode expected)
    {
        using var caller = host.Caller();
        foreach (var path in new[] { "/api/v1/orders", "/health/live", "/sign-in" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = name;
            using var answer = await caller.SendAsync(request, Cancel);
            answer.StatusCode.Should().Be(expected, path);
            if (expected == HttpStatusCode.BadRequest)
                await answer.ProblemAsync(expected);
        }
    }

    [Theory]
    [InlineData("fund.lan", HttpStatusCode.OK)]
    [InlineData("a.example.org", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("example.org", HttpStatusCode.BadRequest)]
    public async Task AllowedHosts_AddNames_AndTakeNoneAway(string name, HttpStatusCode expected)
    {
        await using var own = await FundHost.StartAsync(null, ("AllowedHosts", "fund.lan; *.example.org"));
        using var caller = own.Caller(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = name;

        using var answer = await caller.SendAsync(request, Cancel);

        answer.StatusCode.Should().Be(expected);
    }

    private async Task<string> UpgradeAsync(string path, string credential, string? origin)
    {
        var own = host.Address.GetLeftPart(UriPartial.Authority);
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Address.Host, host.Address.Port, Cancel);
        await using var stream = socket.GetStream();
        var request = new StringBuilder()
            .Append(System.Globalization.CultureInfo.InvariantCulture, $"GET {path} HTTP/1.1\r\n")
            .Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"Host: {host.Address.Authority}\r\n{credential}\r\n"
            )
            .Append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n")
            .Append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
            .Append(origin is null ? "" : $"Origin: {(origin is "own" ? own : origin)}\r\n")
            .Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.ToString()), Cancel);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(Cancel).AsTask().WaitAsync(FundHost.MostWait, Cancel);
        return line ?? "";
    }

    private async Task<string> CookieAsync()
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = host.Address,
        };
        var links = (Web.Security.SignInLinks)host.Services.GetService(typeof(Web.Security.SignInLinks))!;
        using var entered = await browser.GetAsync(new Uri(links.Issue(), UriKind.Relative), Cancel);
        return entered.Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }
}
