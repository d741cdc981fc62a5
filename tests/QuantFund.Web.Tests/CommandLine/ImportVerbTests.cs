using System.Diagnostics;
using System.Globalization;
using System.Text;
using AwesomeAssertions;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Infrastructure.MarketStore;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>The verb as a process of its own.</summary>
public sealed class ImportVerbTests : IDisposable
{
    private const string Header = "symbol,date,open,high,low,close,volume\n";
    private const string Good = "MSFT,2025-10-01,10,11,9,10,1\n";

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Header + Good, 0, "")]
    [InlineData(Header + Good + "MSFT,2025-10-02,10,x,9,10,1\n", 0, "bars.csv:3: high: 'x' is no number")]
    [InlineData(Header + "MSFT,2025-10-02,10,x,9,10,1\n", 1, "bars.csv:2: high: 'x' is no number")]
    [InlineData("symbol,date,open,high,low,close\n", 2, "bars.csv:1: the column 'volume' is missing.")]
    public async Task TheExitCode_SaysWhatBecameOfTheFile_AndTheMessageNamesTheLine(
        string text,
        int code,
        string message
    )
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "bars.csv"), text, Stop);

        var (exit, _, errors) = await Run("import", "bars.csv");

        exit.Should().Be(code);
        if (message.Length == 0)
            errors.Should().BeEmpty();
        else
            errors.Should().Contain(message);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("import", "missing.csv")]
    [InlineData("import", "missing.csv", "--timeframe", "3Min")]
    public async Task BadUsage_Ends2_AndSaysWhy(params string[] arguments)
    {
        var (exit, _, errors) = await Run(arguments);

        exit.Should().Be(2);
        errors.Should().NotBeEmpty();
    }

    [Fact]
    public async Task WithoutATerminal_TheOutputIsTheSummaryAlone_WithoutControlCharacters()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "bars.csv"), Header + Good, Stop);

        var (_, output, _) = await Run("import", "bars.csv");

        output.Should().Contain("1Day bars").And.NotContain("\u001b").And.NotContain("\r");
    }

    [Fact]
    public async Task KilledAtAnyMoment_TheStoreIsAsBefore_OrTheFileIsInIt_AndTheNextImportIsWhole()
    {
        var store = new MarketFolder(Path.Combine(folder, "data", MarketFolder.Name));
        await File.WriteAllTextAsync(Path.Combine(folder, "small.csv"), Header + Good, Stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "big.csv"), Header + Days(out var days), Stop);
        (await Run("import", "small.csv")).Exit.Should().Be(0);
        var before = store.Manifest();

        // The moments: rows being read, and each of the eight yearly files being written.
        foreach (var moment in (string[])["rows.duckdb", .. Enumerable.Range(2018, 8).Select(y => $"{y}.")])
        {
            await KillAt(store.Root, moment, "import", "big.csv");

            var left = store.Manifest();
            if (left.Generation == before.Generation)
                left.Should().BeEquivalentTo(before, $"killed at {moment}");
            else
                left.RowsOf(MarketTable.Bars(Timeframe.Day)).Should().Be(days + 1, $"killed at {moment}");
        }

        (await Run("import", "big.csv")).Exit.Should().Be(0);
        store.Manifest().RowsOf(MarketTable.Bars(Timeframe.Day)).Should().Be(days + 1);
    }

    /// <summary>Daily bars of eight names from 2018 to 2025.</summary>
    private static string Days(out int rows)
    {
        var text = new StringBuilder();
        rows = 0;
        foreach (var session in NyseCalendar.Instance.Sessions(new DateOnly(2018, 1, 1), new DateOnly(2025, 9, 30)))
        {
            for (var name = 'A'; name <= 'H'; name++, rows++)
                text.Append(CultureInfo.InvariantCulture, $"{name},{session.Date:yyyy-MM-dd},10,11,9,10,1\n");
        }

        return text.ToString();
    }

    /// <summary>Starts the verb and ends it by force as soon as a file of a name appears or is written to.</summary>
    private async Task KillAt(string root, string name, params string[] arguments)
    {
        using var watcher = new FileSystemWatcher(root) { IncludeSubdirectories = true };
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void See(object _, FileSystemEventArgs e)
        {
            if (Path.GetFileName(e.Name)!.StartsWith(name, StringComparison.Ordinal))
                seen.TrySetResult();
        }
        watcher.Created += See;
        watcher.Changed += See;
        watcher.EnableRaisingEvents = true;
        using var process = Start(arguments);
        await Task.WhenAny(seen.Task, process.WaitForExitAsync(Stop));
        process.Kill();
        await process.WaitForExitAsync(Stop);
    }

    private async Task<(int Exit, string Output, string Errors)> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, errors) = (
            process.StandardOutput.ReadToEndAsync(Stop),
            process.StandardError.ReadToEndAsync(Stop)
        );
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await output, await errors);
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
