namespace QuantFund.Core.Simulation;

/// <summary>
/// Seeds of independent streams: one per purpose, name and day, so that what one name draws never depends on the others.
/// FNV-1a over the characters, then a SplitMix64 finish.
/// </summary>
public static class StreamSeed
{
    private const ulong Offset = 14695981039346656037UL;
    private const ulong Prime = 1099511628211UL;

    public static ulong Of(ulong seed, string name) => Of(seed, name, 0);

    public static ulong Of(ulong seed, string name, int number)
    {
        var hash = Offset;
        foreach (var character in name)
            hash = (hash ^ character) * Prime;
        hash = (hash ^ (uint)number) * Prime;
        return Finish(hash ^ Finish(seed));
    }

    private static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
