using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Fund.Events;
using QuantFund.KillHost;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Killed;

/// <summary>A fund in a process of its own, to be killed. It ends with this process too, since it reads a pipe of ours.</summary>
internal sealed class TradingProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Task<string> errors;

    private TradingProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <param name="configuration">Databases and exchange, as <c>key=value</c>.</param>
    /// <param name="place">Where it is to stop dead; null runs on.</param>
    /// <param name="nth">At which time that it comes there.</param>
    public static TradingProcess Start(IEnumerable<KeyValuePair<string, string?>> configuration, string? place, int nth)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "QuantFund.KillHost.dll"));
        foreach (var (key, value) in configuration)
            start.ArgumentList.Add($"--{key}={value}");
        if (place is not null)
        {
            start.ArgumentList.Add($"--Hold:Place={place}");
            start.ArgumentList.Add(FormattableString.Invariant($"--Hold:Nth={nth}"));
        }
        // A short life: compiled quickly is better than compiled well.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return new TradingProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."));
    }

    /// <summary>A fund and an exchange of their own in a folder, with few names.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<string, string?>>> SettingsAsync(string folder)
    {
        var universe = Path.Combine(folder, "universe.csv");
        await File.WriteAllLinesAsync(universe, Names(), TestContext.Current.CancellationToken);
        return
        [
            new("Data:Directory", Path.Combine(folder, "data")),
            new("Fund:Universe", universe),
            new("Exchange:Seed", "7"),
            new("Execution:NotArrivedGrace", "00:00:00.2"),
        ];
    }

    public async Task SayAsync(string word)
    {
        await process.StandardInput.WriteLineAsync(word);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Both books, said once the process is reconciled and whenever it is asked for them.</summary>
    public async Task<BookReport> ReportAsync() =>
        JsonSerializer.Deserialize<BookReport>(await HearAsync("REPORT"), FundJson.Options)
        ?? throw new InvalidOperationException("The report is null.");

    /// <summary>What the fund itself holds of its orders, asked now.</summary>
    public async Task<IReadOnlyList<OrderLine>> OrdersAsync()
    {
        await SayAsync("orders");
        return JsonSerializer.Deserialize<List<OrderLine>>(await HearAsync("ORDERS"), FundJson.Options)
            ?? throw new InvalidOperationException("The orders are null.");
    }

    /// <summary>The argument of the next line that begins with a word; others are passed over.</summary>
    public async Task<string> HearAsync(string word)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
                if (line.StartsWith(word + " ", StringComparison.Ordinal))
                    return line[(word.Length + 1)..];
        }
        catch (OperationCanceledException e)
        {
            await KillAsync();
            throw new TimeoutException(
                $"The process did not say {word} within {Patience}. It complained: {await errors}",
                e
            );
        }
        throw new InvalidOperationException($"The process ended before it said {word}. It complained: {await errors}");
    }

    /// <summary>SIGKILL: it gets no chance to do anything more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    /// <summary>Each thirtieth of the shipped shares, large and small, beside SPY: a process starts the faster for it.</summary>
    private static IEnumerable<string> Names()
    {
        var all = UniverseCsv.Shipped.Instruments;
        var shares = all.Where(i => i.Kind == InstrumentKind.Share).Where((_, place) => place % 30 == 0);
        var funds = all.Where(i => i.Symbol == Symbol.Parse("SPY"));
        yield return "symbol,name,sector,kind";
        foreach (var i in shares.Concat(funds))
            yield return $"{i.Symbol},{i.Name},{i.Sector},{(i.Kind == InstrumentKind.Share ? "share" : "etf")}";
    }
}
