using System.Net;
using System.Text.Json;
using AwesomeAssertions;
using QuantFund.Core.Fund.Views;
using Xunit;

namespace QuantFund.Web.Tests.Api;

/// <summary>What a cycle of the real engine leaves to ask about: its orders, its strategies, what was learned.</summary>
public sealed class WhyTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task OrdersStrategiesAndLearning_AreExplained_ByTheirCycle()
    {
        await using var host = await FundHost.StartAsync(null, ("Fund:Slots", "195"));
        await host.ReadyAsync();
        using var caller = host.Caller();
        await using var client = await host.HearAsync();
        await client.SubscribeAsync(["strategies"], null);
        using var started = await caller.SendJsonAsync("POST", "/api/v1/cycles", null);
        var id = (await started.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetString()!;
        await host.WhenAsync(v =>
            v.State is { Learning.LastSession: not null } s
            && s.Cycles.Any(c => c.Id.Value == id && c.Status == CycleStatus.Completed)
        );

        await OrderAsync(caller, id);
        await StrategyAsync(caller);
        await LearningAsync(caller);
        await HubAsync(client, caller);
        using var unknown = await caller.GetAsync("/api/v1/why/nobody", Cancel);
        await unknown.ProblemAsync(HttpStatusCode.NotFound);
    }

    private static async Task OrderAsync(HttpClient caller, string cycle)
    {
        var orders = (await caller.GetJsonAsync("/api/v1/orders?limit=500")).GetProperty("items").EnumerateArray();
        var order = orders.First(o =>
            o.GetProperty("cycleId").GetString() == cycle && o.GetProperty("status").GetString() == "filled"
        );

        var why = await caller.GetJsonAsync($"/api/v1/why/{order.GetProperty("clientOrderId").GetString()}");

        why.GetProperty("origin").GetString().Should().Be("cycle");
        why.GetProperty("order").GetProperty("actualCost").ValueKind.Should().Be(JsonValueKind.String);
        why.GetProperty("fills").GetArrayLength().Should().BePositive();
        var decision = why.GetProperty("decision");
        decision.GetProperty("cycleId").GetString().Should().Be(cycle);
        var trade = decision.GetProperty("trade");
        trade.GetProperty("symbol").GetString().Should().Be(order.GetProperty("symbol").GetString());
        trade.GetProperty("benefitCostRatio").GetDouble().Should().BeGreaterThanOrEqualTo(2);
        why.GetProperty("reason").GetString().Should().Be(trade.GetProperty("why").GetString());
        var first = decision.GetProperty("strategies")[0];
        first.GetProperty("contribution").GetDouble().Should().NotBe(0);
        first.GetProperty("features").EnumerateObject().Should().NotBeEmpty();
        decision
            .GetProperty("sources")
            .EnumerateArray()
            .Should()
            .Contain(s => s.GetProperty("ageSeconds").ValueKind == JsonValueKind.Number);
    }

    private static async Task StrategyAsync(HttpClient caller)
    {
        var strategy = await caller.GetJsonAsync("/api/v1/strategies/cross-section-momentum");

        strategy.GetProperty("weights").GetArrayLength().Should().Be(1);
        strategy
            .GetProperty("weights")[0]
            .GetProperty("learnedWeight")
            .GetDouble()
            .Should()
            .BeApproximately(1 / 17.0, 1e-6);
        var record = strategy.GetProperty("trackRecord");
        record.GetProperty("shadow").GetProperty("equity").GetDouble().Should().BeInRange(0.9, 1);
        record.GetProperty("lossEvidence").GetDouble().Should().Be(1);
        record.GetProperty("retiresAt").GetDouble().Should().Be(20);
    }

    /// <summary>Learned weights by id: one number, wherever it is told.</summary>
    private static IEnumerable<(string?, double)> Learned(JsonElement strategies) =>
        strategies
            .EnumerateArray()
            .Select(s => (s.GetProperty("id").GetString(), s.GetProperty("learnedWeight").GetDouble()))
            .OrderBy(s => s.Item1, StringComparer.Ordinal);

    /// <summary>The hub tells the same number, in its snapshot and as the cycle weighs: not the verdict's, shared out again.</summary>
    private static async Task HubAsync(Events client, HttpClient caller)
    {
        var learning = Learned((await caller.GetJsonAsync("/api/v1/learning")).GetProperty("strategies")).ToList();
        var weighed = await client.NextAsync("strategiesWeighed");

        Learned(weighed.GetProperty("data").GetProperty("strategies"))
            .Should()
            .OnlyContain(s => Math.Abs(s.Item2 - (1 / 17.0)) < 1e-6, "nothing had been learned of any yet");
        await client.NextSnapshotAsync();
        await client.SubscribeAsync(["strategies"], null);
        Learned((await client.NextSnapshotAsync()).GetProperty("strategies")).Should().Equal(learning);
    }

    private static async Task LearningAsync(HttpClient caller)
    {
        var learning = await caller.GetJsonAsync("/api/v1/learning");

        learning.GetProperty("influence").GetProperty("influence").GetDouble().Should().Be(0.2);
        learning.GetProperty("strategies").GetArrayLength().Should().Be(17);
        var listed = await caller.GetJsonAsync("/api/v1/strategies?limit=100");
        Learned(listed.GetProperty("items")).Should().Equal(Learned(learning.GetProperty("strategies")));
        learning
            .GetProperty("counterfactuals")
            .EnumerateArray()
            .Select(c => c.GetProperty("name").GetString())
            .Should()
            .Equal("learning", "equalWeights", "lastWeek", "noLearning");
        learning
            .GetProperty("slippage")
            .EnumerateArray()
            .Sum(s => s.GetProperty("fills").GetInt32())
            .Should()
            .BePositive();
    }
}
