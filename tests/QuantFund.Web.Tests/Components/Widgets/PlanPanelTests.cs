using Bunit;
using QuantFund.Core.Domain;
using QuantFund.Testing.Screen;
using QuantFund.Web.Components.Widgets;
using Xunit;

namespace QuantFund.Web.Tests.Components.Widgets;

public sealed class PlanPanelTests : ScreenContext
{
    private readonly List<PlanAnswer> answers = [];

    [Fact]
    public void Approve_LeavesOutTheNamesThatWereUnticked()
    {
        var panel = Open(TimeSpan.FromMinutes(3));
        panel.Find("input[aria-label='Take XOM']").Change(false);
        Assert.Contains("Approve 2 trades", panel.Find("#approve").TextContent, StringComparison.Ordinal);

        panel.Find("#approve").Click();

        var answer = Assert.Single(answers);
        Assert.True(answer.Approved);
        Assert.Equal([Symbol.Parse("XOM")], answer.Excluded);
    }

    [Fact]
    public void LeavingANameOut_ChangesEveryTotal()
    {
        var panel = Open(TimeSpan.FromMinutes(3));
        // 120 × 234.52 + 300 × 109.91 + 500 × 26.12 = 28,142.40 + 32,973 + 13,060
        Assert.Contains("3 trades worth $74,175", Totals(panel), StringComparison.Ordinal);

        panel.Find("input[aria-label='Take XOM']").Change(false);

        var totals = Totals(panel);
        Assert.Contains("2 trades of 3 worth $41,202", totals, StringComparison.Ordinal);
        Assert.Contains("buys $28,142, sells $13,060", totals, StringComparison.Ordinal);
        // 18.40 + 6.20 and 141.20 + 22.75
        Assert.Contains("cost $24.60, expected benefit $163.95", totals, StringComparison.Ordinal);
    }

    [Fact]
    public void Reject_NeedsAReason()
    {
        var panel = Open(TimeSpan.FromMinutes(3));
        Assert.True(panel.Find("#reject").HasAttribute("disabled"));

        panel.Find("[data-testid=plan-reason]").Input("  Too concentrated ");
        panel.Find("#reject").Click();

        Assert.Equal("Too concentrated", Assert.Single(answers).Reason);
        Assert.False(answers[0].Approved);
    }

    [Fact]
    public void NothingTicked_CantBeApproved()
    {
        var panel = Open(TimeSpan.FromMinutes(3));
        foreach (var name in (string[])["AAPL", "XOM", "PFE"])
            panel.Find($"input[aria-label='Take {name}']").Change(false);

        Assert.True(panel.Find("#approve").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void ExpiredPlan_CantBeDecided(int secondsLeft, bool disabled) =>
        Assert.Equal(disabled, Open(TimeSpan.FromSeconds(secondsLeft)).Find("#approve").HasAttribute("disabled"));

    [Fact]
    public void AnotherPlan_ForgetsWhatWasUntickedInTheOneBefore()
    {
        var panel = Open(TimeSpan.FromMinutes(3));
        panel.Find("input[aria-label='Take XOM']").Change(false);

        panel.Render(p =>
            p.Add(c => c.Model, new WaitingPlan(SampleFund.Plan(null) with { PlanHash = "other" }, null))
        );

        Assert.Contains("Approve 3 trades", panel.Find("#approve").TextContent, StringComparison.Ordinal);
    }

    private static string Totals(IRenderedComponent<PlanPanel> panel) =>
        string.Join(
            ' ',
            panel
                .Find("[data-testid=plan-totals]")
                .TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );

    private IRenderedComponent<PlanPanel> Open(TimeSpan left) =>
        Render<PlanPanel>(p =>
            p.Add(c => c.Model, new WaitingPlan(SampleFund.Plan(null), left)).Add(c => c.Decided, answers.Add)
        );
}
