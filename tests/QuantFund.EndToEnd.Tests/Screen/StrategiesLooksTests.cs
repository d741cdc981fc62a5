using Microsoft.Playwright;
using QuantFund.Testing.Screen;
using Xunit;

namespace QuantFund.EndToEnd.Tests.Screen;

/// <summary>How the Strategies page looks in a browser. QUANTFUND_PICTURES keeps the pictures.</summary>
public sealed class StrategiesLooksTests(Chromium chromium)
{
    [Theory]
    [InlineData("strategies-desk-dark", 1440, false)]
    [InlineData("strategies-phone-light", 390, true)]
    public async Task Records_FitAndAreReadable_AndOpenByRegime(string name, int width, bool light)
    {
        var state = SampleFund.State();
        await using var host = await ScreenHost.StartAsync(state);
        await using var watched = await chromium.OpenAsync(width, 1000, light, host.Address);
        var page = watched.Page;
        await page.GotoAsync(host.Address + "/strategies");
        // What is opened on the page as it was sent closes when the live one takes its place.
        await page.Locator("[data-live]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var roster = page.Locator(".roster tbody tr");
        await Assertions.Expect(roster).ToHaveCountAsync(state.Strategies.Length);

        await roster.First.Locator("summary").ClickAsync();

        await Assertions.Expect(roster.First.GetByText("high volatility, no trend")).ToBeVisibleAsync();
        await Pictures.KeepAsync(page, name);
        await watched.AssertFitsAcrossAsync();
        await watched.AssertAccessibleAsync();
        watched.AssertClean(host.Address);
    }
}
