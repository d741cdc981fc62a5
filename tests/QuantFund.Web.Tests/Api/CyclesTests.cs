using System.Net;
using System.Text.Json;
using AwesomeAssertions;
using QuantFund.Core.Fund.Views;
using Xunit;

namespace QuantFund.Web.Tests.Api;

/// <summary>Cycles that a script runs and decides on, over the real engine, exchange and store.</summary>
public sealed class CyclesTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnApprovedPlan_IsSent_LessTheNamesLeftOut_AndExplainsItself()
    {
        await using var host = await AskingAsync();
        using var caller = host.Caller();
        var id = await StartAsync(caller);
        await host.WhenAsync(v => v.State?.Waiting is not null);
        var waiting = await caller.GetJsonAsync($"/api/v1/cycles/{id}");
        var (hash, trades) = PlanOf(waiting);
        trades.Should().HaveCountGreaterThan(1);
        waiting.GetProperty("status").GetString().Should().Be("awaitingApproval");

        using var busy = await caller.SendJsonAsync("POST", "/api/v1/cycles", null);
        using var stale = await Approve(caller, id, new { planHash = "another", exclude = Array.Empty<string>() });
        using var stranger = await Approve(caller, id, new { planHash = hash, exclude = new[] { "NOSUCH" } });
        using var approved = await Approve(
            caller,
            id,
            new
            {
                planHash = hash,
                reason = "looks right",
                exclude = new[] { trades[0] },
            }
        );
        using var again = await Approve(caller, id, new { planHash = hash });

        await busy.ProblemAsync(HttpStatusCode.Conflict);
        await stale.ProblemAsync(HttpStatusCode.Conflict);
        (await stranger.ProblemAsync(HttpStatusCode.BadRequest))
            .GetProperty("errors")
            .TryGetProperty("exclude", out _)
            .Should()
            .BeTrue();
        (await approved.JsonAsync()).GetProperty("id").GetString().Should().Be(id);
        await again.ProblemAsync(HttpStatusCode.Conflict);

        await host.CycleEndedAsync(id, CycleStatus.Completed);
        var orders = await ItemsAsync(caller, "/api/v1/orders?limit=500");
        orders.Select(o => o.GetProperty("symbol").GetString()).Should().NotBeEmpty().And.NotContain(trades[0]);
        orders.Should().OnlyContain(o => o.GetProperty("cycleId").GetString() == id);
        await PagesAgreeAsync(caller, "/api/v1/orders", "clientOrderId");
        var done = await caller.GetJsonAsync($"/api/v1/cycles/{id}");
        done.GetProperty("record").GetProperty("id").GetString().Should().Be(id);
        var debate = await caller.GetJsonAsync($"/api/v1/cycles/{id}/debate");
        debate.GetProperty("scores").GetArrayLength().Should().BePositive();
        await HasTheFieldsOfTheContractAsync(caller, orders[0], done);
    }

    [Fact]
    public async Task ARejectedPlan_SendsNothing()
    {
        await using var host = await AskingAsync();
        using var caller = host.Caller();
        var id = await StartAsync(caller);
        await host.WhenAsync(v => v.State?.Waiting is not null);
        var (hash, _) = PlanOf(await caller.GetJsonAsync($"/api/v1/cycles/{id}"));

        using var rejected = await caller.SendJsonAsync(
            "POST",
            $"/api/v1/cycles/{id}/reject",
            JsonSerializer.Serialize(new { planHash = hash, reason = "not today" })
        );

        rejected.StatusCode.Should().Be(HttpStatusCode.OK);
        await host.CycleEndedAsync(id, CycleStatus.Rejected);
        (await ItemsAsync(caller, "/api/v1/orders")).Should().BeEmpty();
    }

    [Fact]
    public async Task AnExpiredPlan_CanNoLongerBeApproved()
    {
        await using var host = await AskingAsync(("Fund:ApprovalExpiry", "00:00:01"));
        using var caller = host.Caller();
        var id = await StartAsync(caller);
        await host.CycleEndedAsync(id, CycleStatus.Expired);
        var (hash, _) = PlanOf(await caller.GetJsonAsync($"/api/v1/cycles/{id}"));

        using var late = await Approve(caller, id, new { planHash = hash });

        await late.ProblemAsync(HttpStatusCode.Gone);
        (await ItemsAsync(caller, "/api/v1/orders")).Should().BeEmpty();
    }

    [Fact]
    public async Task APreview_ShowsAPlan_AndLeavesNoTrace()
    {
        await using var host = await AskingAsync();
        using var caller = host.Caller();

        using var preview = await caller.SendJsonAsync("POST", "/api/v1/cycles/preview", "{}");

        (await preview.JsonAsync()).GetProperty("plan").GetProperty("trades").GetArrayLength().Should().BePositive();
        (await ItemsAsync(caller, "/api/v1/cycles")).Should().BeEmpty();
        (await ItemsAsync(caller, "/api/v1/orders")).Should().BeEmpty();
    }

    [Fact]
    public async Task WhileHalted_NoCycleStarts_UntilResumed()
    {
        await using var host = await AskingAsync();
        using var caller = host.Caller();
        using var halt = await caller.SendJsonAsync(
            "POST",
            "/api/v1/halt",
            """{"reason":"lunch","cancelOrders":true}"""
        );
        var report = await halt.JsonAsync();

        using var refused = await caller.SendJsonAsync("POST", "/api/v1/cycles", null);
        var halted = await caller.GetJsonAsync("/api/v1/fund");
        using var resume = await caller.SendJsonAsync("POST", "/api/v1/resume", """{"reason":"back"}""");
        using var started = await caller.SendJsonAsync("POST", "/api/v1/cycles", null);

        Names(report).Should().BeEquivalentTo(["tradingState", "haltedAt", "ordersLeftAfterRequest", "openOrders"]);
        report.GetProperty("ordersLeftAfterRequest").GetInt32().Should().Be(0);
        (await refused.ProblemAsync(HttpStatusCode.Conflict))
            .GetProperty("detail")
            .GetString()
            .Should()
            .Contain("lunch");
        halted.GetProperty("tradingState").GetString().Should().Be("halted");
        (await resume.JsonAsync()).GetProperty("tradingState").GetString().Should().Be("active");
        started.StatusCode.Should().Be(HttpStatusCode.Accepted);
        await host.WhenAsync(v => v.State?.Waiting is not null);
    }

    [Fact]
    public async Task AStrategysState_IsKept_AndTheNextCycleReadsIt()
    {
        await using var host = await AskingAsync();
        using var caller = host.Caller();

        using var changed = await caller.SendJsonAsync(
            "PATCH",
            "/api/v1/strategies/vwap-reversion",
            """{"state":"disabled"}"""
        );
        var id = await StartAsync(caller);
        await host.WhenAsync(v => v.State?.Waiting is not null);
        var (hash, _) = PlanOf(await caller.GetJsonAsync($"/api/v1/cycles/{id}"));
        using var approved = await Approve(caller, id, new { planHash = hash });
        await host.CycleEndedAsync(id, CycleStatus.Completed);

        (await changed.JsonAsync()).GetProperty("state").GetString().Should().Be("disabled");
        var strategies = await ItemsAsync(caller, "/api/v1/strategies");
        var disabled = strategies.Single(s => s.GetProperty("id").GetString() == "vwap-reversion");
        disabled.GetProperty("state").GetString().Should().Be("disabled");
        disabled.GetProperty("weight").GetDouble().Should().Be(0);
        strategies.Sum(s => s.GetProperty("weight").GetDouble()).Should().BePositive();
    }

    /// <summary>DESIGN, section 7: the names that scripts rely on. More may be there.</summary>
    private static async Task HasTheFieldsOfTheContractAsync(HttpClient caller, JsonElement order, JsonElement cycle)
    {
        var fund = await caller.GetJsonAsync("/api/v1/fund");
        Has(
            fund,
            "tradingState,mode,regime,source,clock,equity,cash,dayPnl,drawdown,grossExposure,netExposure,leverage,lastCycleId,nextSlot,sequence"
        );
        Has(fund.GetProperty("regime"), "trend,volatility,risk,correlation,vix,vixSource");
        Has(
            order,
            "clientOrderId,brokerOrderId,cycleId,symbol,side,type,quantity,filledQuantity,averagePrice,limitPrice,status,submittedAt,estimatedCost,actualCost"
        );
        Has(cycle, "id,slot,status,startedAt,finishedAt,mode,regime,tradingState,planHash,trades,timings");
        Has(
            (await ItemsAsync(caller, "/api/v1/positions"))[0],
            "symbol,quantity,averagePrice,mark,marketValue,weight,sector,unrealizedPnl,openedByCycleId"
        );
        Has((await ItemsAsync(caller, "/api/v1/equity"))[0], "time,equity,drawdown,gross,net");
        Has(
            (await ItemsAsync(caller, "/api/v1/strategies"))[0],
            "id,family,state,weight,learnedWeight,score,lastAbstention"
        );
        Has((await ItemsAsync(caller, "/api/v1/sources"))[0], "name,health,asOf,ageSeconds,lastError,quotaRemaining");
        Has(
            await caller.GetJsonAsync($"/api/v1/orders/{order.GetProperty("clientOrderId").GetString()}"),
            "history,fills"
        );

        fund.GetProperty("equity").ValueKind.Should().Be(JsonValueKind.String);
        fund.GetProperty("drawdown").ValueKind.Should().Be(JsonValueKind.Number);
        order.GetProperty("quantity").ValueKind.Should().Be(JsonValueKind.String);
        fund.GetProperty("clock").GetString().Should().EndWith("Z");
        cycle.GetProperty("slot").ValueKind.Should().Be(JsonValueKind.Null);
    }

    private static async Task PagesAgreeAsync(HttpClient caller, string path, string id)
    {
        var whole = (await ItemsAsync(caller, $"{path}?limit=500")).Select(i => i.GetProperty(id).GetString());
        var paged = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await caller.GetJsonAsync($"{path}?limit=7{(cursor is null ? "" : $"&cursor={cursor}")}");
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty(id).GetString()));
            cursor = page.GetProperty("nextCursor").GetString();
        } while (cursor is not null);
        paged.Should().Equal(whole);
    }

    /// <summary>A fund that asks before each plan and runs no cycle by itself.</summary>
    private static async Task<FundHost> AskingAsync(params IEnumerable<(string, string)> more)
    {
        var host = await FundHost.StartAsync(null, [("Fund:Approval", "required"), ("Fund:Slots", "195"), .. more]);
        await host.ReadyAsync();
        return host;
    }

    private static async Task<string> StartAsync(HttpClient caller)
    {
        using var started = await caller.SendJsonAsync("POST", "/api/v1/cycles", null);
        var id = (await started.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetString()!;
        started.Headers.Location!.ToString().Should().Be($"/api/v1/cycles/{id}");
        return id;
    }

    private static Task<HttpResponseMessage> Approve(HttpClient caller, string id, object body) =>
        caller.SendJsonAsync("POST", $"/api/v1/cycles/{id}/approve", JsonSerializer.Serialize(body));

    private static (string Hash, IReadOnlyList<string> Symbols) PlanOf(JsonElement cycle)
    {
        var plan = cycle.GetProperty("plan");
        return (
            plan.GetProperty("planHash").GetString()!,
            [.. plan.GetProperty("trades").EnumerateArray().Select(t => t.GetProperty("symbol").GetString()!)]
        );
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(HttpClient caller, string path) =>
        [.. (await caller.GetJsonAsync(path)).GetProperty("items").EnumerateArray()];

    private static void Has(JsonElement element, string names) => Names(element).Should().Contain(names.Split(','));

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
