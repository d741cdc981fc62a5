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

        await using var restarted = await ScreenHost.StartAsync(SampleFund.State(TradingState.Halted), address);
        await Assertions
            .Expect(page.GetByTestId("trading-state"))
            .ToHaveAttributeAsync("data-state", "Halted", new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByText("The connection to the fund is lost.")).ToBeHiddenAsync();
    }
}
