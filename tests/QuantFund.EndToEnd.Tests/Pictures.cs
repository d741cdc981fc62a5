using Microsoft.Playwright;

namespace QuantFund.EndToEnd.Tests;

/// <summary>Pictures for a person to look at, kept in the folder that QUANTFUND_PICTURES names; none where it is unset.</summary>
public static class Pictures
{
    public static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("QUANTFUND_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
