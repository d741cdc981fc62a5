using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace QuantFund.Testing.Postgres;

/// <summary>
/// A PostgreSQL server for one test run: an own cluster in a temporary folder, on a free loopback port, without fsync.
/// Started at the first database that is asked for, and stopped with the run however that ends: the server hangs on a
/// pipe of this process. Use it as an assembly fixture.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "quantfund";

    private readonly SemaphoreSlim turn = new(1, 1);
    private string? folder;
    private Process? process;
    private int port;
    private int databases;

    /// <summary>Why no server can be started here; null when one can.</summary>
    public static string? Missing { get; } =
        Binaries() is null ? "PostgreSQL is not installed (no initdb found): install the package postgresql." : null;

    /// <summary>A new database, empty or as a copy of another one that nobody is connected to.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        await turn.WaitAsync();
        try
        {
            if (process is null)
                await StartAsync();
            var name = string.Create(CultureInfo.InvariantCulture, $"fund_{++databases}");
            await using var admin = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
            await admin.OpenAsync();
            var copied = template is null ? "" : $" TEMPLATE {new NpgsqlConnectionStringBuilder(template).Database}";
            await using var create = new NpgsqlCommand($"CREATE DATABASE {name}{copied}", admin);
            await create.ExecuteNonQueryAsync();
            return ConnectionTo(name);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Ends every connection to a database, as a restart of the server would.</summary>
    public async Task DropConnectionsAsync(string connection)
    {
        await using var admin = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
        await admin.OpenAsync();
        await using var drop = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1",
            admin
        );
        drop.Parameters.Add(new NpgsqlParameter { Value = new NpgsqlConnectionStringBuilder(connection).Database });
        await drop.ExecuteNonQueryAsync();
    }

    /// <summary>A database that nobody can reach, or can again: who is connected is thrown out.</summary>
    public async Task LetInAsync(string connection, bool letIn)
    {
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        await using (var admin = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false"))
        {
            await admin.OpenAsync();
            await using var alter = new NpgsqlCommand($"ALTER DATABASE {name} ALLOW_CONNECTIONS {letIn}", admin);
            await alter.ExecuteNonQueryAsync();
        }
        if (!letIn)
            await DropConnectionsAsync(connection);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        turn.Dispose();
    }

    private string ConnectionTo(string database) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Host=127.0.0.1;Port={port};Username={User};Database={database};Include Error Detail=true"
        );

    private async Task StartAsync()
    {
        var binaries = Binaries() ?? throw new InvalidOperationException(Missing);
        folder = Directory.CreateTempSubdirectory("quantfund-pg-").FullName;
        var data = Path.Combine(folder, "data");
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", folder);
        await RunAsAsync(
            $"{binaries}/initdb",
            ["-D", data, "-U", User, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        );
        port = FreePort();
        // The shell holds the server and reads our pipe: when this process closes it, or dies, the server is told to stop.
        const string Guarded =
            "\"$0\" \"$@\" >\"$LOG\" 2>&1 & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf \"$FOLDER\"";
        var start = Command(
            "/bin/sh",
            [
                "-c",
                Guarded,
                $"{binaries}/postgres",
                "-D",
                data,
                "-k",
                folder,
                "-p",
                port.ToString(CultureInfo.InvariantCulture),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "fsync=off",
                "-c",
                "full_page_writes=off",
                "-c",
                "max_connections=200",
            ]
        );
        start.RedirectStandardInput = true;
        start.Environment["FOLDER"] = folder;
        start.Environment["LOG"] = Path.Combine(folder, "log");
        process = Process.Start(start) ?? throw new InvalidOperationException("PostgreSQL did not start.");
        await ReadyAsync();
    }

    private async Task ReadyAsync()
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (patience.Elapsed < TimeSpan.FromSeconds(30) && !process!.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
            catch (NpgsqlException e)
            {
                var log = Path.Combine(folder!, "log");
                var said = File.Exists(log) ? await File.ReadAllTextAsync(log) : "nothing";
                throw new InvalidOperationException($"PostgreSQL did not come up; it said: {said}", e);
            }
        }
    }

    private static async Task RunAsAsync(string program, string[] arguments)
    {
        var command = Command(program, arguments);
        await RunAsync(command.FileName, [.. command.ArgumentList]);
    }

    /// <summary>PostgreSQL refuses to run as root: then it is run as its own user.</summary>
    private static ProcessStartInfo Command(string program, string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments])
            {
                WorkingDirectory = "/",
            }
            : new ProcessStartInfo(program, arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var run =
            Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    UseShellExecute = false,
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                    WorkingDirectory = "/",
                }
            ) ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, errors) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {await output}{await errors}");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>The newest installed version's programs: Debian keeps them out of the path.</summary>
    private static string? Binaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        return versions
            .OrderByDescending(v => int.TryParse(Path.GetFileName(v), CultureInfo.InvariantCulture, out var n) ? n : 0)
            .Select(v => Path.Combine(v, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")));
    }
}
