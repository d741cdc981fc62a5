using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Infrastructure.Persistence.Journal;

/// <summary>
/// How the journal's lines hang together. hash = SHA-256, in small hex, of the UTF-8 text
/// <c>sequence LF time LF wall time LF kind LF previous hash LF payload</c>; times in microseconds since 1970 UTC. Only
/// the payload may hold a line feed, and it is last, so no two lines share a text.
/// </summary>
internal static class JournalChain
{
    /// <summary>What the first line names as the hash before it.</summary>
    public static string Genesis { get; } = new('0', 64);

    public static string HashOf(
        long sequence,
        DateTimeOffset time,
        DateTimeOffset wallTime,
        string kind,
        string previousHash,
        string payload
    )
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{sequence}\n{UtcMicros.Of(time)}\n{UtcMicros.Of(wallTime)}\n{kind}\n{previousHash}\n{payload}"
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>What is wrong with a line that follows another; null when it fits.</summary>
    public static string? Problem(JournalEntry entry, long expected, string previousHash)
    {
        if (entry.Sequence != expected)
            return $"Line {expected} is missing: {entry.Sequence} follows.";
        if (entry.PreviousHash != previousHash)
            return $"Line {expected} does not follow the line before it.";
        var hash = HashOf(entry.Sequence, entry.Time, entry.WallTime, entry.Kind, entry.PreviousHash, entry.Payload);
        return entry.Hash == hash ? null : $"Line {expected} was changed: its content does not give its hash.";
    }
}
