using System.Diagnostics;

namespace QuantFund.Testing;

/// <summary>A disk of its own in memory, small enough to be filled. Needs Linux and root; tests skip elsewhere.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string filler;

    private SmallDisk(string folder)
    {
        Folder = folder;
        filler = Path.Combine(folder, "filler");
    }

    public string Folder { get; }

    /// <summary>Null where no disk can be made.</summary>
    public static SmallDisk? TryMake(int megabytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return null;
        var folder = Directory.CreateTempSubdirectory("quantfund-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder) == 0)
            return new SmallDisk(folder);
        Directory.Delete(folder);
        return null;
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        using var file = new FileStream(filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full, as it was to be.
        }
    }

    public void Free() => File.Delete(filler);

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var running = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        running.StandardError.ReadToEnd();
        running.WaitForExit();
        return running.ExitCode;
    }
}
