using Microsoft.Playwright;
using Xunit;

namespace QuantFund.EndToEnd.Tests.Fund;

/// <summary>An operator at the real fund: signs in, watches, approves, rejects, halts and resumes, and never reloads.</summary>
public sealed class OperatorTests(Chromium chromium, RunningFund fund) : IClassFixture<RunningFund>
{
    /// <summary>For what the fund takes its own time for: the first history, a cycle, its orders.</summary>
    private const float Patience = 60_000;

    [Fact]
    public async Task Stranger_IsLedToTheSignIn_WhichTellsHow()
    {
        await using var watched = await chromium.OpenAsync();
        var page = watched.Page;

        await page.GotoAsync(fund.Address);

        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
        await Assertions
            .Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToContainTextAsync("one-time link");
        await Pictures.KeepAsync(page, "sign-in-dark");
        await watched.AssertAccessibleAsync();
        watched.AssertClean(fund.Address);
    }

    [Fact]
    public async Task UnknownAddress_ShowsAPageOfOurs()
    {
        await using var watched = await SignedInAsync();

        var answer = await watched.Page.GotoAsync(fund.Address + "/no/such/page");

        Assert.Equal(404, answer!.Status);
        await Assertions.Expect(watched.Page.GetByText("There is no such page")).ToBeVisibleAsync();
        await Assertions
            .Expect(watched.Page.GetByRole(AriaRole.Link, new() { NameString = "Strategies" }))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task Approval_SendsThePlansOrders_AndTheResultIsPushed()
    {
        await using var watched = await SignedInAsync();
        var page = watched.Page;
        var plan = page.GetByTestId("waiting-plan");
        await Assertions.Expect(plan).ToBeVisibleAsync(new() { Timeout = Patience });
        await Pictures.KeepAsync(page, "fund-plan");
        var cycle = await WaitingCycleAsync(page);

        await page.Locator("#approve").ClickAsync();

        await Assertions.Expect(page.GetByTestId("outcome")).ToContainTextAsync("Approved");
        await Assertions
            .Expect(page.Locator($"tr[data-cycle='{cycle}'][data-status='Completed']"))
            .ToBeVisibleAsync(new() { Timeout = Patience });
        await Assertions.Expect(page.GetByLabel("Orders table").Locator("tbody tr").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Positions table").Locator("tbody tr").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".apexcharts-canvas")).ToHaveCountAsync(2);
        await Pictures.KeepAsync(page, "fund-approved");
        await watched.AssertAccessibleAsync();
        await AssertNeverReloadedAsync(watched);
    }

    [Fact]
    public async Task Rejection_SendsNothing_AndTheResultIsPushed()
    {
        await using var watched = await SignedInAsync();
        var page = watched.Page;
        await Assertions.Expect(page.GetByTestId("waiting-plan")).ToBeVisibleAsync(new() { Timeout = Patience });
        var cycle = await WaitingCycleAsync(page);

        await page.GetByTestId("plan-reason").FillAsync("Too much at once");
        await page.Locator("#reject").ClickAsync();

        await Assertions.Expect(page.GetByTestId("outcome")).ToContainTextAsync("Rejected");
        await Assertions
            .Expect(page.Locator($"tr[data-cycle='{cycle}'][data-status='Rejected']"))
            .ToBeVisibleAsync(new() { Timeout = Patience });
        await AssertNeverReloadedAsync(watched);
    }

    [Fact]
    public async Task Halt_AndResume_ArePushedToEveryPage()
    {
        await using var watched = await SignedInAsync();
        await using var other = await SignedInAsync();
        var (page, elsewhere) = (watched.Page, other.Page.GetByTestId("trading-state"));
        await Assertions.Expect(elsewhere).ToHaveAttributeAsync("data-state", "Active", new() { Timeout = Patience });

        await page.Locator("#halt").ClickAsync();
        await page.GetByTestId("halt-reason").FillAsync("Drill");
        await page.Locator("#confirm-halt").ClickAsync();

        await Assertions
            .Expect(page.GetByTestId("halt-report"))
            .ToContainTextAsync("Trading is halted.", new() { Timeout = Patience });
        await Assertions
            .Expect(page.GetByTestId("halt-report"))
            .ToContainTextAsync("left while it was being carried out");
        await Assertions.Expect(elsewhere).ToHaveAttributeAsync("data-state", "Halted");
        await Assertions.Expect(elsewhere).ToContainTextAsync("Drill");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Close" }).Last.ClickAsync();

        await page.Locator("#resume").ClickAsync();
        await page.GetByTestId("resume-reason").FillAsync("Drill over");
        await page.Locator("#confirm-resume").ClickAsync();

        await Assertions.Expect(elsewhere).ToHaveAttributeAsync("data-state", "Active");
        await AssertNeverReloadedAsync(watched);
        await AssertNeverReloadedAsync(other);
    }

    private async Task<WatchedPage> SignedInAsync()
    {
        var watched = await chromium.OpenAsync();
        await watched.Page.GotoAsync(fund.SignInLink());
        await watched.Page.Locator("[data-live]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await watched.Page.EvaluateAsync("window.same = true");
        return watched;
    }

    private async Task AssertNeverReloadedAsync(WatchedPage watched)
    {
        Assert.True(await watched.Page.EvaluateAsync<bool>("window.same"));
        watched.AssertClean(fund.Address);
    }

    private static Task<string?> WaitingCycleAsync(IPage page) =>
        page.Locator("tr[data-status='AwaitingApproval']").First.GetAttributeAsync("data-cycle");
}
