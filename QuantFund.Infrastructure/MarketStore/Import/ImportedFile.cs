namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>What became of one file.</summary>
public abstract record ImportedFile(string Path)
{
    /// <summary>
    /// Its good rows are in the store. <paramref name="New"/> + <paramref name="Replaced"/> + <paramref name="Unchanged"/>
    /// = <paramref name="Good"/>.
    /// </summary>
    public sealed record Stored(
        string Path,
        string Kind,
        long Good,
        long New,
        long Replaced,
        long Unchanged,
        RejectedRows Rejected
    ) : ImportedFile(Path)
    {
        /// <summary>Of bars: names whose price jumps unexplained, as the store now has it.</summary>
        public IReadOnlyList<StoredDoubt> Doubts { get; init; } = [];
    }

    /// <summary>Not one row was good; the store is as it was.</summary>
    public sealed record NothingGood(string Path, string Kind, RejectedRows Rejected) : ImportedFile(Path);

    /// <summary>The file could not be read as a whole; the store is as it was.</summary>
    public sealed record Refused(string Path, string Reason) : ImportedFile(Path);
}

/// <summary>The rejected rows of a file: how many, the first of them, and the file that lists all (null = none).</summary>
public sealed record RejectedRows(long Count, IReadOnlyList<RejectedRow> First, string? List)
{
    public const int Shown = 50;

    public static RejectedRows None { get; } = new(0, [], null);
}
