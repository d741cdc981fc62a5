using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

public sealed class ApprovalsOnSqlite() : ApprovalsTests(new SqliteSource());

public sealed class ApprovalsOnPostgres(PostgresServer server) : ApprovalsTests(new PostgresSource(server));

public abstract class ApprovalsTests(IStoreSource source) : StoreContract(source)
{
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Request_PutsTheCycleOnHold_AndShowsThePlan()
    {
        var plan = await WaitingAsync();

        (await Fund.Approvals.WaitingAsync(Stop)).Should().BeEquivalentTo(plan);
        (await Fund.Cycles.FindAsync(Given.Cycle, Stop))!.Status.Should().Be(CycleStatus.AwaitingApproval);
        (await Fund.Journal.AfterAsync(0, 10, Stop))
            .Select(l => l.Kind)
            .Should()
            .Equal("cycleChanged", "cycleChanged", "planAwaitsApproval");
    }

    [Fact]
    public async Task Decision_OfAnotherProcess_IsReadWithWhatItLeavesOut()
    {
        var plan = await WaitingAsync();
        var decision = Decision(plan) with { Reason = "Earnings tomorrow.", Excluded = [Given.Apple] };
        var other = await AnotherAsync();

        (await other.Approvals.DecideAsync(decision, Stop)).Should().Be(ApprovalAnswer.Done);

        (await Fund.Approvals.DecisionAsync(Given.Cycle, Stop)).Should().BeEquivalentTo(decision);
        (await Fund.Approvals.WaitingAsync(Stop)).Should().BeNull();
    }

    [Fact]
    public async Task Decision_IsMadeOnce()
    {
        var plan = await WaitingAsync();
        await Fund.Approvals.DecideAsync(Decision(plan), Stop);

        (await Fund.Approvals.DecideAsync(Decision(plan) with { Approved = false }, Stop))
            .Should()
            .Be(ApprovalAnswer.Stale);
        (await Fund.Approvals.DecisionAsync(Given.Cycle, Stop))!.Approved.Should().BeTrue();
    }

    [Fact]
    public async Task Decision_OnAnotherHash_IsStale_AndChangesNothing()
    {
        var plan = await WaitingAsync();

        (await Fund.Approvals.DecideAsync(Decision(plan) with { PlanHash = "other" }, Stop))
            .Should()
            .Be(ApprovalAnswer.Stale);
        (await Fund.Approvals.DecisionAsync(Given.Cycle, Stop)).Should().BeNull();
    }

    [Fact]
    public async Task Decision_OnACycleThatIsNotThere_SaysSo() =>
        (
            await Fund.Approvals.DecideAsync(
                new ApprovalDecision(new CycleId("c-none"), "hash", true, "operator", null, []),
                Stop
            )
        )
            .Should()
            .Be(ApprovalAnswer.UnknownCycle);

    [Fact]
    public async Task Decision_OnACycleThatAsksForNone_IsStale()
    {
        var plan = Plans.OneTrade();
        await Fund.Cycles.ClaimAsync(CycleStoreTests.Cycle(), Stop);
        await Fund.Cycles.StorePlanAsync(CycleStoreTests.Cycle(), plan, Stop);

        (await Fund.Approvals.DecideAsync(Decision(PlanViews.Of(plan, null)), Stop)).Should().Be(ApprovalAnswer.Stale);
    }

    [Fact]
    public async Task Decision_CountsUntilTheExpiry_InWallTime()
    {
        var plan = await WaitingAsync();
        Fund.Market.Advance(TimeSpan.FromDays(1));
        Fund.Wall.Advance(Expiry - TimeSpan.FromMilliseconds(1));
        (await Fund.Approvals.WaitingAsync(Stop)).Should().NotBeNull();
        Fund.Wall.Advance(TimeSpan.FromMilliseconds(1));

        (await Fund.Approvals.WaitingAsync(Stop)).Should().BeNull();
        (await Fund.Approvals.DecideAsync(Decision(plan), Stop)).Should().Be(ApprovalAnswer.Expired);
    }

    [Fact]
    public async Task Decision_AfterTheCycleWasGivenUp_IsExpired()
    {
        var plan = await WaitingAsync();
        await Fund.Cycles.UpdateAsync(CycleStoreTests.Cycle() with { Status = CycleStatus.Expired }, Stop);

        (await Fund.Approvals.DecideAsync(Decision(plan), Stop)).Should().Be(ApprovalAnswer.Expired);
        (await Fund.Approvals.WaitingAsync(Stop)).Should().BeNull();
    }

    private static ApprovalDecision Decision(PlanView plan) =>
        new(plan.CycleId, plan.PlanHash, true, "operator", null, []);

    private async Task<PlanView> WaitingAsync()
    {
        var plan = PlanViews.Of(Plans.OneTrade(), Fund.Wall.GetUtcNow() + Expiry);
        await Fund.Cycles.ClaimAsync(CycleStoreTests.Cycle(), Stop);
        await Fund.Approvals.RequestAsync(plan, Stop);
        return plan;
    }
}
