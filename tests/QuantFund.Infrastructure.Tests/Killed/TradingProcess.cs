using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using QuantFund.Core.Fund.Events;
using QuantFund.KillHost;

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

    public async Task SayAsync(string word)
    {
        await process.StandardInput.WriteLineAsync(word);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Both books, once the process is reconciled.</summary>
    public async Task<BookReport> ReportAsync() =>
        JsonSerializer.Deserialize<BookReport>(await HearAsync("REPORT"), FundJson.Options)
        ?? throw new InvalidOperationException("The report is null.");

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
}
