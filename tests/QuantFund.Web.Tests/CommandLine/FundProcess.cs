using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using QuantFund.Web.CommandLine;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>How a process ended, and what it said.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error);

/// <summary>The program as a process of its own, as a user starts it.</summary>
internal sealed class FundProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder error = new();
    private readonly StringBuilder output = new();
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    /// <param name="folder">Where it is started, its data, and where hosts of one test tell where they are.</param>
    /// <param name="arguments">As typed.</param>
    /// <param name="elsewhere">Started in another folder than this, which names no data: only the hosts of the test are known.</param>
    private FundProcess(string folder, IEnumerable<string> arguments, string? elsewhere = null)
    {
        var program = Path.ChangeExtension(typeof(Verbs).Assembly.Location, ".dll");
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                WorkingDirectory = elsewhere ?? folder,
            },
        };
        process.StartInfo.Environment["Data__RunDirectory"] = Path.Combine(folder, "run");
        if (elsewhere is null)
            process.StartInfo.Environment["Data__Directory"] = folder;
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null)
            {
                lines.Writer.TryComplete();
                return;
            }
            lock (output)
                output.AppendLine(e.Data);
            lines.Writer.TryWrite(e.Data);
        };
        process.ErrorDataReceived += (_, e) =>
        {
            lock (error)
                error.AppendLine(e.Data);
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<Ended> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        await using var verb = new FundProcess(folder, arguments);
        return await verb.EndAsync();
    }

    /// <summary>Runs a verb to its end in a folder that says nothing of the fund.</summary>
    public static async Task<Ended> RunElsewhereAsync(
        string folder,
        string elsewhere,
        params IEnumerable<string> arguments
    )
    {
        await using var verb = new FundProcess(folder, arguments, elsewhere);
        return await verb.EndAsync();
    }

    /// <summary>Starts the host and returns, with its address, once it listens.</summary>
    public static async Task<(FundProcess Host, Uri Address)> ServeAsync(
        string folder,
        params IEnumerable<string> arguments
    )
    {
        const string SignIn = "Sign in: ";
        var host = new FundProcess(
            folder,
            [
                "--urls=http://127.0.0.1:0",
                "--Exchange:Url=http://127.0.0.1:0",
                $"--Auth:BootstrapKey={FundHost.AdminKey}",
                .. arguments,
            ]
        );
        await foreach (var line in host.lines.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
            if (line.StartsWith(SignIn, StringComparison.Ordinal))
                return (host, new Uri(new Uri(line[SignIn.Length..]).GetLeftPart(UriPartial.Authority)));
        var ended = await host.EndAsync();
        throw new InvalidOperationException($"The host ended with {ended.ExitCode}: {ended.Output}{ended.Error}");
    }

    public async Task<Ended> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        lock (output)
            lock (error)
                return new Ended(process.ExitCode, output.ToString(), error.ToString());
    }

    /// <summary>As whatever keeps a process running asks it to stop (SIGTERM).</summary>
    public async Task<Ended> StopAsync()
    {
        using var asked = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await asked.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await EndAsync();
    }

    /// <summary>As the kernel ends a process: nothing is finished.</summary>
    public async Task<Ended> KillAsync()
    {
        process.Kill();
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        process.Dispose();
    }
}
