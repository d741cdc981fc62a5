using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace QuantFund.EndToEnd.Tests;

/// <summary>A page whose console, errors and requests are kept, to be judged at the end.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> errors = [];
    private readonly List<string> requests = [];

    public WatchedPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (string.Equals(message.Type, "error", StringComparison.Ordinal))
                errors.Add($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => errors.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>No error on the console, and nothing asked of another host.</summary>
    public void AssertClean(string site)
    {
        Assert.Empty(errors);
        Assert.DoesNotContain(
            requests,
            url => !url.StartsWith(site, StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal)
        );
        Assert.NotEmpty(requests);
    }

    /// <summary>Each file of a kind once, whatever name it goes by.</summary>
    public void AssertLoadedOnce(string extension)
    {
        var loaded = requests
            .Select(url => new Uri(url).Segments[^1])
            .Where(file => file.EndsWith(extension, StringComparison.Ordinal))
            .Select(file => file.Split('.')[0])
            .ToArray();
        Assert.NotEmpty(loaded);
        Assert.Equal(loaded.Length, loaded.Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>No serious or critical finding of axe.</summary>
    public async Task AssertAccessibleAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        var serious = result.Violations.Where(v => v.Impact is "serious" or "critical").ToArray();
        Assert.True(
            serious.Length == 0,
            string.Join(
                '\n',
                serious.Select(v =>
                    $"{v.Id}: {string.Join(" | ", v.Nodes.Take(4).Select(n => n.Html + " " + n.Any.FirstOrDefault()?.Message))}"
                )
            )
        );
    }

    public async Task AssertFitsAcrossAsync()
    {
        var wider = await Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        Assert.Equal(0, wider);
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
