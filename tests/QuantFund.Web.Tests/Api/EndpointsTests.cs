using System.Net;
using AwesomeAssertions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace QuantFund.Web.Tests.Api;

/// <summary>Who may reach what, taken from the running application's own list of endpoints.</summary>
public sealed class EndpointsTests(FundHost host) : IClassFixture<FundHost>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    /// <summary>DESIGN, section 7.</summary>
    private static readonly Dictionary<string, string> ScopeOf = new(StringComparer.Ordinal)
    {
        ["GET /fund"] = "read",
        ["GET /positions"] = "read",
        ["GET /positions/{symbol}"] = "read",
        ["GET /equity"] = "read",
        ["GET /orders"] = "read",
        ["GET /orders/{clientOrderId}"] = "read",
        ["POST /orders/cancel-all"] = "trade",
        ["GET /cycles"] = "read",
        ["GET /cycles/{id}"] = "read",
        ["GET /cycles/{id}/debate"] = "read",
        ["POST /cycles"] = "trade",
        ["POST /cycles/preview"] = "read",
        ["POST /cycles/{id}/approve"] = "approve",
        ["POST /cycles/{id}/reject"] = "approve",
        ["POST /cycles/{id}/replay"] = "read",
        ["GET /why/{clientOrderId}"] = "read",
        ["GET /learning"] = "read",
        ["GET /strategies"] = "read",
        ["GET /strategies/{id}"] = "read",
        ["PATCH /strategies/{id}"] = "trade",
        ["GET /risk"] = "read",
        ["GET /sources"] = "read",
        ["POST /halt"] = "halt",
        ["POST /resume"] = "admin",
        ["GET /audit"] = "read",
        ["GET /audit/verify"] = "admin",
        ["GET /keys"] = "admin",
        ["POST /keys"] = "admin",
        ["DELETE /keys/{id}"] = "admin",
    };

    [Fact]
    public void EveryCall_AsksForTheScopeOfTheContract()
    {
        var actual = Endpoints()
            .Where(e => Pattern(e).StartsWith("/api/v1", StringComparison.Ordinal))
            .SelectMany(e =>
                Methods(e).Select(m => (Call: $"{m} {Pattern(e)["/api/v1".Length..].TrimEnd('/')}", Endpoint: e))
            )
            .ToDictionary(
                c => c.Call,
                c => string.Join('+', c.Endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy)),
                StringComparer.Ordinal
            );

        actual.Should().BeEquivalentTo(ScopeOf);
    }

    [Fact]
    public async Task NothingIsReachable_WithoutSignInOrKey_ButHealthAndTheWayIn()
    {
        using var stranger = host.Caller(null);
        var reached = new List<string>();
        foreach (var endpoint in Endpoints().Where(e => !IsOpen(e)))
        foreach (var method in Methods(endpoint))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Fill(Pattern(endpoint)));
            using var answer = await stranger.SendAsync(request, Cancel);
            var shut =
                answer.StatusCode == HttpStatusCode.Unauthorized
                || (
                    answer.StatusCode == HttpStatusCode.Redirect
                    && answer.Headers.Location!.ToString().Contains("/sign-in?", StringComparison.Ordinal)
                );
            if (!shut)
                reached.Add($"{method} {Pattern(endpoint)}: {(int)answer.StatusCode}");
        }

        reached.Should().BeEmpty();
    }

    [Fact]
    public void OnlyHealth_TheWayIn_AndFilesOfThePage_AreOpen()
    {
        var open = Endpoints().Where(IsOpen).Select(Pattern).Where(p => !IsFile(p)).Distinct(StringComparer.Ordinal);

        open.Should().BeEquivalentTo(["/health/live", "/health/ready", "/sign-in/{token}", "/sign-in"]);
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/hubs/nothing")]
    [InlineData("/nothing")]
    public async Task WhatDoesNotExist_IsNotToldToStrangers(string path)
    {
        using var stranger = host.Caller(null);

        using var answer = await stranger.GetAsync(path, Cancel);

        answer.StatusCode.Should().BeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("qf_000000000000_0000")]
    [InlineData("")]
    public async Task AKeyThatIsNone_IsRefusedEvenBesideNothingElse(string key)
    {
        using var caller = host.Caller(null);
        caller.DefaultRequestHeaders.Add("X-Api-Key", key);

        using var answer = await caller.GetAsync("/api/v1/fund", Cancel);

        (await answer.ProblemAsync(HttpStatusCode.Unauthorized)).Should().NotBeNull();
        answer.Headers.WwwAuthenticate.Should().ContainSingle(h => h.Scheme == "Bearer");
    }

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("authorization", "bearer ")]
    [InlineData("X-Api-Key", "")]
    public async Task AKey_IsTakenFromEitherHeader(string header, string before)
    {
        using var caller = host.Caller(null);
        caller.DefaultRequestHeaders.Add(header, before + FundHost.AdminKey);

        using var answer = await caller.GetAsync("/api/v1/keys", Cancel);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    private static string Pattern(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}";

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods
            ? methods
            : ["GET", "POST"];

    private static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static bool IsFile(string pattern) =>
        pattern.StartsWith("/_content/", StringComparison.Ordinal)
        || pattern.StartsWith("/_framework/", StringComparison.Ordinal)
        || pattern.StartsWith("/css/", StringComparison.Ordinal)
        || pattern.StartsWith("/js/", StringComparison.Ordinal)
        || pattern.StartsWith("/lib/", StringComparison.Ordinal)
        || pattern.StartsWith("/Charts/", StringComparison.Ordinal)
        || pattern.StartsWith("/Components/", StringComparison.Ordinal)
        || Path.GetExtension(pattern) is ".css" or ".svg" or ".js" or ".gz" or ".br";

    private static string Fill(string pattern) =>
        System.Text.RegularExpressions.Regex.Replace(
            pattern,
            @"\{[^}]+\}",
            "x",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
}
