using System.Globalization;
using Microsoft.Extensions.Options;

namespace QuantFund.Web.Security;

/// <summary>
/// One-time sign-in links. A link is a file in the data folder, named by the hash of its token and holding its expiry, so
/// that the command line can make one for a running host: whoever may write that folder owns the fund anyway.
/// </summary>
public sealed class SignInLinks(DataDirectory data, IOptions<AuthOptions> options, TimeProvider wallTime)
{
    private readonly string folder = data.Private("sign-in");

    /// <summary>A new link's path, to be appended to the host's address.</summary>
    public string Issue()
    {
        RemoveOld();
        var token = Secrets.New();
        var expires = wallTime.GetUtcNow() + options.Value.LinkLifetime;
        File.WriteAllText(FileOf(token), expires.ToString("O", CultureInfo.InvariantCulture));
        return $"{SignIn.Path}/{token}";
    }

    /// <summary>True once for each link, before its expiry.</summary>
    public bool Redeem(string token)
    {
        var file = FileOf(token);
        var taken = Path.Combine(folder, $"taken-{Guid.NewGuid():N}");
        try
        {
            // A rename has one winner, also among two requests at once.
            File.Move(file, taken);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        var valid = ExpiryOf(taken) > wallTime.GetUtcNow();
        File.Delete(taken);
        return valid;
    }

    private void RemoveOld()
    {
        // By its own time, not its text: another process may be taking a link at this moment.
        var oldest = wallTime.GetUtcNow().UtcDateTime - TimeSpan.FromDays(2);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
            if (file.LastWriteTimeUtc < oldest)
                file.Delete();
    }

    private static DateTimeOffset? ExpiryOf(string file) =>
        DateTimeOffset.TryParseExact(
            File.ReadAllText(file),
            "O",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var expiry
        )
            ? expiry
            : null;

    private string FileOf(string token) => Path.Combine(folder, Secrets.HashOf(token));
}
