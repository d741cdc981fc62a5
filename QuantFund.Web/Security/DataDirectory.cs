using QuantFund.Infrastructure;
using QuantFund.Infrastructure.Persistence;

namespace QuantFund.Web.Security;

/// <summary>The one folder that the fund writes to: <c>Data:Directory</c>, relative to where the process was started.</summary>
public sealed record DataDirectory(string Path)
{
    private const string Key = StoreName.DirectoryKey;

    /// <summary>Creates the folder and proves that it can be written.</summary>
    /// <exception cref="StartupException">It can't.</exception>
    public static DataDirectory Open(IConfiguration configuration)
    {
        var named = configuration[Key] is { Length: > 0 } text ? text : StoreName.DefaultDirectory;
        try
        {
            var path = OwnersOnly.Folder(System.IO.Path.GetFullPath(named), IsOurs);
            var probe = System.IO.Path.Combine(path, $".writable-{Guid.NewGuid():N}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose)) { }
            return new DataDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException(
                $"{Key} is '{named}', which can't be created or written: {e.Message} "
                    + $"Name a folder that this user may write, such as --{Key}=./data.",
                e
            );
        }
    }

    /// <summary>A folder inside, for this user alone.</summary>
    public string Private(string name) => OwnersOnly.Folder(System.IO.Path.Combine(Path, name), _ => true);

    /// <summary>Empty, or with a fund in it: a folder that holds other things is shared by whoever shares them.</summary>
    private static bool IsOurs(string path) =>
        File.Exists(System.IO.Path.Combine(path, StoreName.File)) || !Directory.EnumerateFileSystemEntries(path).Any();
}
