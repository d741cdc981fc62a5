using System.Text.Json;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Core.Fund.Cycles;

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

    /// <summary>The record with the words of closed lists as they are spelt today; for what is shown, the stored text stays.</summary>
    internal static CycleRecord Respelled(CycleRecord record) =>
        record with
        {
            Strategies =
            [
                .. record.Strategies.Select(s =>
                    s with
                    {
                        Category = Spelling.OfStored(s.Category),
                        Family = Spelling.OfStored(s.Family),
                    }
                ),
            ],
            Risk = record.Risk with
            {
                LadderRung = Spelling.OfStored(record.Risk.LadderRung),
                Clamps = [.. record.Risk.Clamps.Select(c => c with { Limit = Spelling.OfStored(c.Limit) })],
                Uses = [.. record.Risk.Uses.Select(u => u with { Limit = Spelling.OfStored(u.Limit) })],
            },
        };
}
