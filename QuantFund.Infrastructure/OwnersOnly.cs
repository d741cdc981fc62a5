namespace QuantFund.Infrastructure;

/// <summary>
/// Folders and files that only the user who runs the fund may read: positions, keys' hashes and sign-in links are nobody
/// else's. On Windows a user's folders are kept apart by their own rights.
/// </summary>
public static class OwnersOnly
{
    private const UnixFileMode FileRights = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderRights = FileRights | UnixFileMode.UserExecute;

    /// <summary>Makes the folder; one that was there is closed to others when it is <paramref name="ours"/>, and left alone otherwise.</summary>
    public static string Folder(string path, Predicate<string>? ours = null)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(path).FullName;
        var there = Directory.Exists(path);
        var folder = Directory.CreateDirectory(path, FolderRights).FullName;
        if (there && ours?.Invoke(folder) == true)
            Close(folder, FolderRights);
        return folder;
    }

    /// <summary>Makes the file, empty, or closes the one that is there.</summary>
    public static void File(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        if (System.IO.File.Exists(path))
            Close(path, FileRights);
        else
            using (
                new FileStream(
                    path,
                    new FileStreamOptions
                    {
                        Mode = FileMode.OpenOrCreate,
                        Access = FileAccess.ReadWrite,
                        Share = FileShare.ReadWrite | FileShare.Delete,
                        UnixCreateMode = FileRights,
                    }
                )
            ) { }
    }

    private static void Close(string path, UnixFileMode rights)
    {
        if (OperatingSystem.IsWindows())
            return;
        var present = System.IO.File.GetUnixFileMode(path);
        // A folder with the sticky bit is one that many share on purpose.
        if ((present & ~FolderRights) == UnixFileMode.None || present.HasFlag(UnixFileMode.StickyBit))
            return;
        try
        {
            System.IO.File.SetUnixFileMode(path, present & rights);
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's, who has let this one in: whoever owns it decides who reads it.
        }
    }
}
