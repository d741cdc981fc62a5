using System.Text.Json;
using QuantFund.Core.Fund.Events;
using QuantFund.Infrastructure;

namespace QuantFund.Web.Running;

/// <summary>
/// The folder in which this user's hosts say where they are: <c>Data:RunDirectory</c>, by default one in the user's
/// application data. A host holds a lock file beside its note as long as it lives, so that a killed one is not taken for a
/// running one, whatever became of its process id or of the clock.
/// </summary>
public sealed class RunningHosts(string folder)
{
    public const string Key = "Data:RunDirectory";

    private const string Note = ".json";
    private const string Lock = ".lock";
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static RunningHosts Of(IConfiguration configuration) =>
        new(
            configuration[Key] is { Length: > 0 } named
                ? Path.GetFullPath(named)
                : Path.Combine(
                    Environment.GetFolderPath(
                        Environment.SpecialFolder.LocalApplicationData,
                        Environment.SpecialFolderOption.DoNotVerify
                    ),
                    "QuantFund",
                    "hosts"
                )
        );

    /// <summary>The hosts that are alive now; what dead ones left is removed.</summary>
    public IReadOnlyList<RunningHost> Read()
    {
        if (!Directory.Exists(folder))
            return [];
        var found = new List<RunningHost>();
        foreach (var note in Directory.EnumerateFiles(folder, "*" + Note).Order(StringComparer.Ordinal))
            if (!RemovedAsDead(note) && Text(note) is { } text && Parsed(text) is { } host)
                found.Add(host);
        return found;
    }

    /// <summary>A place for this process, held until it is disposed or the process ends.</summary>
    public Place Take()
    {
        OwnersOnly.Folder(folder);
        var name = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        return new Place(name + Note, Opened(name + Lock, FileMode.CreateNew));
    }

    private static bool RemovedAsDead(string note)
    {
        var held = Path.ChangeExtension(note, Lock);
        try
        {
            using (Opened(held, FileMode.OpenOrCreate))
                File.Delete(note);
            File.Delete(held);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The lock is held: whoever wrote the note is alive.
            return false;
        }
    }

    private static string? Text(string note)
    {
        try
        {
            return File.ReadAllText(note);
        }
        catch (IOException)
        {
            // Its host has just gone.
            return null;
        }
    }

    private static RunningHost? Parsed(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningHost>(text, FundJson.Options);
        }
        catch (JsonException)
        {
            // Of another version, or cut off by a full disk: no host that can be named.
            return null;
        }
    }

    private static FileStream Opened(string path, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersFile;
        return new FileStream(path, options);
    }

    /// <summary>One host's note and the lock that proves it alive.</summary>
    public sealed class Place(string note, FileStream held) : IDisposable
    {
        public void Write(RunningHost host)
        {
            // Beside, then renamed: a reader sees all of it or none.
            var beside = note + ".new";
            using (var file = Opened(beside, FileMode.Create))
                JsonSerializer.Serialize(file, host, FundJson.Options);
            File.Move(beside, note, overwrite: true);
        }

        public void Dispose()
        {
            File.Delete(note);
            held.Dispose();
            File.Delete(held.Name);
        }
    }
}
