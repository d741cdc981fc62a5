using System.Text.Json;
using QuantFund.Core.Pipeline;

namespace QuantFund.Core.Live;

/// <summary>
/// Reads the stored record of a cycle, of this version or an older one: a field that came later has the value that says
/// "not recorded then" (null or empty).
/// </summary>
public static class StoredRecord
{
    /// <exception cref="JsonException">The text is no record, or one of a later version of the program.</exception>
    public static CycleRecord Read(string json)
    {
        var record =
            JsonSerializer.Deserialize<CycleRecord>(json, FundJson.Options)
            ?? throw new JsonException("The stored record is null.");
        return record.Version <= CycleRecord.CurrentVersion
            ? record
            : throw new JsonException(
                $"The record has version {record.Version}; this program reads versions up to {CycleRecord.CurrentVersion}."
            );
    }
}
