using Microsoft.Playwright;
using QuantFund.Core.Domain;
using QuantFund.Testing.Screen;
using Xunit;

namespace QuantFund.EndToEnd.Tests.Screen;

public sealed class ReconnectTests(Chromium chromium)
{
    [Fact]
    public async Task LostServer_IsSaid_AndThePageComesBackByItself()
    {
        var host = await ScreenHost.StartAsync(SampleFund.State());
        var address = host.Address;
        await using var watched = await chromium.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(address);
        await page.Locator("[data-live]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        await host.DisposeAsync();
        await Assertions.Expect(page.GetByText("The connection to the fund is lost.")).ToBeVisibleAsync();
        await AssertLastPictureIsReadableAsync(watched);

        await using var restarted = await ScreenHost.StartAsync(SampleFund.State(TradingState.Halted), address);
        await Assertions
            .Expect(page.GetByTestId("trading-state"))
            .ToHaveAttributeAsync("data-state", "Halted", new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByText("The connection to the fund is lost.")).ToBeHiddenAsync();
    }

    /// <summary>Grey, with its age and how to halt, and with nothing over it.</summary>
    private static async Task AssertLastPictureIsReadableAsync(WatchedPage watched)
    {
        var page = watched.Page;
        var notice = page.Locator("#components-reconnect-modal");
        await Assertions.Expect(notice).ToContainTextAsync(" old (from ");
        await Assertions.Expect(notice).ToContainTextAsync("can't be told from here");
        await Assertions.Expect(notice).ToContainTextAsync("-- halt --reason");
        await Assertions.Expect(notice).ToHaveCSSAsync("background-color", "rgba(0, 0, 0, 0)");
        await Assertions.Expect(page.Locator("main.content")).ToHaveCSSAsync("filter", "grayscale(1)");
        var onTop = await page.GetByTestId("trading-state")
            .EvaluateAsync<bool>(
                "e => { const b = e.getBoundingClientRect(); return e.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)); }"
            );
        Assert.True(onTop, "Something covers the last picture.");
        await Pictures.KeepAsync(page, "lost-dark");
    }
}
