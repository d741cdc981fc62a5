using System.Net;
using System.Text.Json;
using AwesomeAssertions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Web.Tests.Api;
using Xunit;

namespace QuantFund.Web.Tests.Hubs;

public sealed class FundHubTests(FundHost host) : IClassFixture<FundHost>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribe_GivesASnapshot_ThenEverySequenceAfterIt()
    {
        using var admin = host.Caller();
        await using var client = await host.HearAsync();

        await client.SubscribeAsync(["fund"], null);
        var snapshot = await client.NextSnapshotAsync();
        var at = snapshot.GetProperty("sequence").GetInt64();
        await admin.IssueKeyAsync("read");
        await admin.IssueKeyAsync("read");

        var first = await client.NextAsync("apiKeyIssued");
        var second = await client.NextAsync("apiKeyIssued");
        first.GetProperty("sequence").GetInt64().Should().BeGreaterThan(at);
        second.GetProperty("sequence").GetInt64().Should().BeGreaterThan(first.GetProperty("sequence").GetInt64());
        first.GetProperty("stream").GetString().Should().Be("fund");
        first.GetProperty("data").GetProperty("scopes")[0].GetString().Should().Be("read");
        Names(snapshot)
            .Should()
            .BeEquivalentTo(["sequence", "fund", "positions", "orders", "cycle", "strategies", "sources", "risk"]);
    }

    [Fact]
    public async Task Subscribe_FromASequence_GivesWhatHappenedSince_WithoutAHole()
    {
        using var admin = host.Caller();
        var journal = host.Services.GetRequiredService<IJournal>();
        var from = await journal.LastSequenceAsync(Cancel);
        var issued = new List<string>();
        for (var i = 0; i < 3; i++)
            issued.Add((await admin.IssueKeyAsync("read")).Id);

        await using var client = await host.HearAsync();
        await client.SubscribeAsync([.. FundFacts.Streams], from);
        issued.Add((await admin.IssueKeyAsync("read")).Id);

        var sequences = new List<long>();
        var seen = new List<string>();
        while (seen.Count < issued.Count)
        {
            var happened = await client.NextJournalledAsync();
            sequences.Add(happened.GetProperty("sequence").GetInt64());
            if (happened.GetProperty("kind").GetString() == "apiKeyIssued")
                seen.Add(happened.GetProperty("data").GetProperty("id").GetString()!);
        }
        seen.Should().Equal(issued);
        sequences.Should().Equal(Enumerable.Range(1, sequences.Count).Select(i => from + i));
    }

    [Fact]
    public async Task Subscribe_GivesOnlyTheNamedStreams()
    {
        using var admin = host.Caller();
        var from = await host.Services.GetRequiredService<IJournal>().LastSequenceAsync(Cancel);
        await using var client = await host.HearAsync();
        await client.SubscribeAsync(["strategies"], from);
        await admin.IssueKeyAsync("read");

        await host
            .Services.GetRequiredService<IStrategyStates>()
            .SetAsync(
                new Core.Domain.StrategyId("vwap-reversion"),
                Core.Domain.StrategyState.Shadow,
                "test",
                "to see it",
                Cancel
            );

        var happened = await client.NextJournalledAsync();
        happened.GetProperty("kind").GetString().Should().Be("strategyStateChanged");
    }

    [Theory]
    [InlineData("prices", null, "'prices'")]
    [InlineData("fund", -1L, "fromSequence")]
    public async Task Subscribe_RefusesWhatItDoesNotKnow_ByName(string stream, long? from, string named)
    {
        await using var client = await host.HearAsync();

        var act = () => client.SubscribeAsync([stream], from);

        (await act.Should().ThrowAsync<HubException>()).Which.Message.Should().Contain(named);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    public async Task WithoutAKey_NothingIsHeard(string? key, HttpStatusCode expected)
    {
        var act = () => host.HearAsync(key);

        (await act.Should().ThrowAsync<HttpRequestException>()).Which.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task AKeyThatMayNotRead_HearsNothing()
    {
        using var admin = host.Caller();
        var (_, text) = await admin.IssueKeyAsync("trade");

        var act = () => host.HearAsync(text);

        (await act.Should().ThrowAsync<HttpRequestException>()).Which.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
