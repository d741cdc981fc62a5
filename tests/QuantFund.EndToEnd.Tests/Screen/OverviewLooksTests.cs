using Microsoft.Playwright;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Screen;
using Xunit;

namespace QuantFund.EndToEnd.Tests.Screen;

/// <summary>How the Overview looks in a browser: both colour schemes, desk and phone. QUANTFUND_PICTURES keeps the pictures.</summary>
public sealed class OverviewLooksTests(Chromium chromium)
{
    public static TheoryData<string, int, bool> Looks =>
        new()
        {
            { "desk-dark", 1440, false },
            { "desk-light", 1440, true },
            { "laptop-dark", 1280, false },
            { "phone-dark", 390, false },
            { "phone-light", 390, true },
        };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task FullFund_FitsIsReadableAndStaysOnItsHost(string name, int width, bool light)
    {
        await using var host = await ScreenHost.StartAsync(SampleFund.State());
        await using var watched = await OpenAsync(host, width, light);
        var page = watched.Page;

        await Assertions.Expect(page.Locator(".apexcharts-canvas")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByText("Simulated market: prices are not real.")).ToBeVisibleAsync();
        await Pictures.KeepAsync(page, name);
        await watched.AssertFitsAcrossAsync();
        await watched.AssertAccessibleAsync();
        await AssertNoTileStandsAloneAsync(page);
        Assert.True(
            await page.EvaluateAsync<bool>(
                "[...document.querySelectorAll('td.who')].every((e) => e.scrollWidth <= e.clientWidth)"
            ),
            "A strategy's name is cut."
        );
        watched.AssertLoadedOnce(".woff2");
        watched.AssertClean(host.Address);
    }

    /// <summary>Every row of tiles is full.</summary>
    private static async Task AssertNoTileStandsAloneAsync(IPage page) =>
        Assert.True(
            await page.EvaluateAsync<bool>(
                """
                () => {
                  const box = document.querySelector('.figures').getBoundingClientRect();
                  const rows = Map.groupBy([...document.querySelectorAll('.figures > *')].map((e) => e.getBoundingClientRect()), (b) => Math.round(b.top));
                  return [...rows.values()].every((row) => Math.abs(Math.max(...row.map((b) => b.right)) - box.right) < 2);
                }
                """
            ),
            "A tile stands alone in its row."
        );

    [Fact]
    public async Task Phone_HasItsNavigationAtTheTop()
    {
        await using var host = await ScreenHost.StartAsync(SampleFund.State());
        await using var watched = await OpenAsync(host, 390, light: false);

        var link = watched.Page.GetByRole(AriaRole.Link, new() { NameString = "Strategies" });

        await Assertions.Expect(link).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Phone_ShowsAllThatAnApprovalNeeds()
    {
        await using var host = await ScreenHost.StartAsync(
            SampleFund.State() with
            {
                Waiting = SampleFund.Plan(TimeProvider.System.GetUtcNow().AddMinutes(9)),
            }
        );
        await using var watched = await OpenAsync(host, 390, light: false);
        var row = watched.Page.GetByTestId("waiting-plan").Locator("tbody tr").First;

        foreach (var text in (string[])["$234.52", "$28,142", "$18.40", "$141.20", "Momentum over 12 months"])
            await Assertions.Expect(row.GetByText(text)).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("plan-desk-dark", 1440, false)]
    [InlineData("plan-phone-light", 390, true)]
    public async Task WaitingPlan_IsOnTop_WithEveryTrade(string name, int width, bool light)
    {
        var state = SampleFund.State() with
        {
            Waiting = SampleFund.Plan(TimeProvider.System.GetUtcNow().AddMinutes(9)),
        };
        await using var host = await ScreenHost.StartAsync(state);
        await using var watched = await OpenAsync(host, width, light);
        var page = watched.Page;

        await Assertions.Expect(page.GetByTestId("waiting-plan").Locator("tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(page).ToHaveTitleAsync("Plan waits · Active · QuantFund");
        await Pictures.KeepAsync(page, name);
        await watched.AssertFitsAcrossAsync();
        await watched.AssertAccessibleAsync();
    }

    [Fact]
    public async Task NewFund_SaysInWordsWhatIsNotThereYet()
    {
        await using var host = await ScreenHost.StartAsync(SampleFund.Empty);
        await using var watched = await OpenAsync(host, 1440, light: false);

        await Assertions.Expect(watched.Page.GetByText("No cycle has run yet. The first runs")).ToBeVisibleAsync();
        await Pictures.KeepAsync(watched.Page, "empty-desk-dark");
        await watched.AssertAccessibleAsync();
        watched.AssertClean(host.Address);
    }

    [Fact]
    public async Task HaltDialog_HaltsAndSaysHowManyOrdersLeft()
    {
        await using var host = await ScreenHost.StartAsync(SampleFund.State());
        await using var watched = await OpenAsync(host, 1440, light: false);
        var page = watched.Page;

        await page.Locator("#halt").ClickAsync();
        await page.GetByTestId("halt-reason").FillAsync("Quotes look odd");
        await Pictures.KeepAsync(page, "halt-dialog-dark");
        await watched.AssertAccessibleAsync();
        await page.Locator("#confirm-halt").ClickAsync();

        await Assertions.Expect(page.GetByTestId("halt-report")).ToContainTextAsync("1 order left while it was");
        await Assertions.Expect(page.GetByTestId("trading-state")).ToHaveAttributeAsync("data-state", "Halted");
        await Pictures.KeepAsync(page, "halted-dark");
        Assert.Equal(new HaltRequest("Quotes look odd", "operator", true, false), Assert.Single(host.Fund.Halts));
    }

    [Fact]
    public async Task Curve_GrowsWithoutAReload()
    {
        await using var host = await ScreenHost.StartAsync(SampleFund.State());
        await using var watched = await OpenAsync(host, 1440, light: false);
        var page = watched.Page;
        await Assertions.Expect(page.Locator(".apexcharts-canvas")).ToHaveCountAsync(2);
        await page.EvaluateAsync("window.same = true");
        var drawn = await PathAsync(page);

        host.Fund.Tick(
            new FundFact.EquityMarked(new EquityPoint(SampleFund.Clock.AddMinutes(5), 1_049_999m, 0, 1.2, 0.4))
        );

        await Assertions.Expect(page.Locator("figure[aria-label*='to $1,049,999 on']")).ToBeVisibleAsync();
        await page.WaitForFunctionAsync(
            "old => document.querySelector('.apexcharts-area').getAttribute('d') !== old",
            drawn
        );
        Assert.True(await page.EvaluateAsync<bool>("window.same"));
        watched.AssertClean(host.Address);
    }

    private static Task<string?> PathAsync(IPage page) => page.Locator(".apexcharts-area").First.GetAttributeAsync("d");

    private async Task<WatchedPage> OpenAsync(ScreenHost host, int width, bool light)
    {
        var watched = await chromium.OpenAsync(width, 1000, light, host.Address);
        await watched.Page.GotoAsync(host.Address);
        await watched.Page.Locator("[data-live]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return watched;
    }
}
