using Microsoft.Extensions.Configuration;
using Npgsql;

namespace QuantFund.Infrastructure.Persistence;

/// <summary>Which store a configuration means: a PostgreSQL database, else a file in a folder.</summary>
public static class StoreName
{
    public const string ConnectionKey = "ConnectionStrings:Fund";
    public const string DirectoryKey = "Data:Directory";
    public const string DefaultDirectory = "./data";

    /// <summary>The fund's file in its folder, where there is no PostgreSQL.</summary>
    public const string File = "fund.db";

    public static string DirectoryOf(IConfiguration configuration) =>
        Path.GetFullPath(configuration[DirectoryKey] is { Length: > 0 } named ? named : DefaultDirectory);

    /// <summary>The connection string; null where the store is a file.</summary>
    /// <exception cref="StartupException">The text is no connection string.</exception>
    public static string? ConnectionOf(IConfiguration configuration)
    {
        if (configuration[ConnectionKey] is not { Length: > 0 } connection)
            return null;
        try
        {
            if (new NpgsqlConnectionStringBuilder(connection).Host is { Length: > 0 })
                return connection;
        }
        catch (Exception e)
            when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Its text is not repeated: it may hold the password.
            throw Malformed(e.Message.Split('\n')[0].Trim(), e);
        }
        throw Malformed("It names no Host.", null);
    }

    /// <summary>The database without what opens it, for people.</summary>
    public static string Masked(string connection)
    {
        var named = new NpgsqlConnectionStringBuilder(connection);
        return $"Host={named.Host};Port={named.Port};Database={named.Database ?? named.Username};Username={named.Username}";
    }

    private static StartupException Malformed(string why, Exception? inner) =>
        new(
            $"{ConnectionKey} can't be read: {why} Write it as Host=…;Database=…;Username=…;Password=….",
            inner ?? new FormatException(why)
        );
}
