using Microsoft.Playwright;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Screen;
using Xunit;

namespace QuantFund.EndToEnd.Tests.Screen;

/// <summary>The whole screen by keyboard.</summary>
public sealed class KeyboardTests(Chromium chromium)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/strategies")]
    public async Task Focus_IsVisible_OnEverythingThatTakesIt(string path)
    {
        await using var host = await ScreenHost.StartAsync(
            SampleFund.State() with
            {
                Waiting = SampleFund.Plan(TimeProvider.System.GetUtcNow().AddMinutes(9)),
            }
        );
        await using var watched = await OpenAsync(host, path);

        var hidden = await watched.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const found = [];
              for (const e of document.querySelectorAll('a[href], button:not([disabled]), input, summary, [tabindex="0"]')) {
                e.focus({ focusVisible: true });
                const shown = getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) > 0;
                if (document.activeElement === e && !shown) found.push(e.outerHTML.slice(0, 120));
              }
              return found;
            }
            """
        );

        Assert.Empty(hidden);
    }

    [Fact]
    public async Task Halt_NeedsThreeKeys_AndNoReason()
    {
        await using var host = await ScreenHost.StartAsync(SampleFund.State());
        await using var watched = await OpenAsync(host, "/");
        var page = watched.Page;

        await page.Locator("#halt").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("halt-reason")).ToBeFocusedAsync();
        await Pictures.KeepAsync(page, "halt-focus-dark");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByTestId("halt-report")).ToContainTextAsync("Trading is halted.");
        Assert.Equal(new HaltRequest("No reason given", "operator", true, false), Assert.Single(host.Fund.Halts));
    }

    [Fact]
    public async Task Tooltip_StaysWhileTheMouseRests_ThoughTheCurveGrows()
    {
        await using var host = await ScreenHost.StartAsync(SampleFund.State());
        await using var watched = await OpenAsync(host, "/");
        var page = watched.Page;
        await Assertions.Expect(page.Locator(".apexcharts-canvas")).ToHaveCountAsync(2);
        var tooltip = page.Locator(".apexcharts-tooltip.apexcharts-active").First;
        await page.Locator(".apexcharts-canvas")
            .First.HoverAsync(
                new()
                {
                    Position = new() { X = 400, Y = 90 },
                }
            );
        await Assertions.Expect(tooltip).ToBeVisibleAsync();
        await page.EvaluateAsync(
            "window.same = document.querySelector('.apexcharts-tooltip.apexcharts-active'); window.text = window.same.textContent"
        );

        for (var minute = 1; minute <= 12; minute++)
            host.Fund.Tick(
                new FundFact.EquityMarked(
                    new EquityPoint(SampleFund.Clock.AddMinutes(minute), 1_049_999m + minute, 0, 1.2, 0.4)
                )
            );
        await Assertions.Expect(page.Locator("figure[aria-label*='to $1,050,011 on']")).ToBeVisibleAsync();
        // The script has had its frame after the last point.
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

        Assert.True(
            await page.EvaluateAsync<bool>(
                "window.same.isConnected && window.same.classList.contains('apexcharts-active') && window.same.textContent === window.text"
            )
        );
        // Once the mouse has left, the curve catches up.
        var drawn = await page.Locator(".apexcharts-area").First.GetAttributeAsync("d");
        await page.Mouse.MoveAsync(2, 2);
        await page.WaitForFunctionAsync(
            "old => document.querySelector('.apexcharts-area').getAttribute('d') !== old",
            drawn
        );
    }

    private async Task<WatchedPage> OpenAsync(ScreenHost host, string path)
    {
        var watched = await chromium.OpenAsync();
        await watched.Page.GotoAsync(host.Address + path);
        await watched.Page.Locator("[data-live]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return watched;
    }
}
