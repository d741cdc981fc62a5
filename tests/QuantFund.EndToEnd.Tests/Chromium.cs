using Microsoft.Playwright;
using QuantFund.EndToEnd.Tests;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Chromium))]
// One browser and few cores: side by side the tests would only wait for each other.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace QuantFund.EndToEnd.Tests;

/// <summary>One browser for all tests: the Chromium of the machine, named by CHROMIUM_PATH or at /usr/bin/chromium.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Quiet =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    private static string Path => Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path))
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Quiet });
    }

    /// <summary>A fresh page with cookies of its own. Skips the test where there is no Chromium.</summary>
    public async Task<WatchedPage> OpenAsync(
        int width = 1440,
        int height = 900,
        bool light = false,
        string? site = null
    )
    {
        Assert.SkipWhen(browser is null, $"Chromium is not installed at {Path} (CHROMIUM_PATH names another place).");
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
            }
        );
        if (light && site is not null)
            await context.AddCookiesAsync([
                new()
                {
                    Name = "theme",
                    Value = "light",
                    Url = site,
                },
            ]);
        return new WatchedPage(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
