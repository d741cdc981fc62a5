using Bunit;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Testing.Screen;
using QuantFund.Web.Components.Pages;
using QuantFund.Web.Replica;
using Xunit;
using TestContext = Xunit.TestContext;

namespace QuantFund.Web.Tests.Components.Pages;

public sealed class OverviewTests : ScreenContext
{
    [Fact]
    public void BeforeTheSnapshot_ThePageSaysWhatItWaitsFor()
    {
        Replica.Set(new ReplicaView(null, Wall.GetUtcNow(), "The disk is full"));

        Assert.Contains("can't be read yet: The disk is full", Render<Overview>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Change_IsRendered_WithoutBeingAskedFor()
    {
        Show(SampleFund.State());
        var page = Render<Overview>();
        Assert.Equal("Active", State(page));

        Show(SampleFund.State(TradingState.Halted));

        page.WaitForAssertion(() => Assert.Equal("Halted", State(page)));
    }

    [Fact]
    public void EveryPart_IsThere()
    {
        Show(SampleFund.State());

        var titles = Render<Overview>().FindAll("h2").Select(h => h.TextContent);

        AssertTexts(
            [
                "Equity and drawdown",
                "Current cycle",
                "Positions",
                "Strategies",
                "Last debate",
                "What was argued",
                "Orders",
                "Fills",
                "Risk limits",
                "Recent cycles",
                "Data sources",
                "Alarms",
            ],
            titles
        );
    }

    [Fact]
    public async Task Approval_GoesToThePlanThatIsShown_AndItsOutcomeIsSaid()
    {
        var plan = SampleFund.Plan(Wall.GetUtcNow().AddMinutes(5));
        Fund.Happen(new FundFact.PlanAwaitsApproval(plan));
        Show(await Fund.TakeAsync(TestContext.Current.CancellationToken));
        var page = Render<Overview>();

        page.Find("#approve").Click();

        page.WaitForElement("[data-testid=outcome]");
        var decision = Assert.Single(Fund.Decisions);
        Assert.Equal((plan.CycleId, plan.PlanHash, true), (decision.Cycle, decision.PlanHash, decision.Approved));
        Assert.Contains("Approved: 3 trades", page.Find("[data-testid=outcome]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decision_OnAPlanThatWaitsNoLonger_SaysThatNothingChanged()
    {
        Show(SampleFund.State() with { Waiting = SampleFund.Plan(null) });
        var page = Render<Overview>();

        await page.Find("#approve").ClickAsync();

        page.WaitForAssertion(() =>
            Assert.Contains("no longer waits", page.Find("[data-testid=outcome]").TextContent, StringComparison.Ordinal)
        );
    }

    private static string? State(IRenderedComponent<Overview> page) =>
        page.Find("[data-testid=trading-state]").GetAttribute("data-state");
}
