using System.Security.Cryptography;
using System.Text;

namespace QuantFund.Web.Security;

/// <summary>
/// Random secrets and their comparison. A secret has 256 bits of entropy, so that a plain SHA-256 is a sound store for it:
/// slow password hashes guard guessable words only.
/// </summary>
public static class Secrets
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Takes the same time wherever the two differ.</summary>
    public static bool SameHash(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}
