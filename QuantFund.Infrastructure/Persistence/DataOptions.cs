using System.ComponentModel.DataAnnotations;

namespace QuantFund.Infrastructure.Persistence;

/// <summary>Section <c>Data</c>, beside the folder that <c>Data:Directory</c> names.</summary>
public sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>
    /// Sessions whose cycles can be run again: what older ones were decided from is deleted, and of their records what
    /// explains their orders stays. A session of
    /// 300 names and 26 cycles takes about 4.5 MB, most of it the memory that each cycle began with. 0 (keep none) to 10,000, default 60.
    /// </summary>
    [Range(0, 10_000)]
    public int ReplayableSessions { get; set; } = 60;
}
