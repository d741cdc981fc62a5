using System.Text.Json;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.State;

namespace QuantFund.Infrastructure.Persistence.Rows;

internal sealed class EquityMarksRow
{
    public const int Only = 1;

    public int Id { get; set; } = Only;
    public decimal HighWaterMark { get; set; }
    public decimal PreviousHighWaterMark { get; set; }
    public DateOnly Day { get; set; }
    public decimal DayOpen { get; set; }
    public int RungsActed { get; set; }
    public decimal? CutGrossTo { get; set; }

    /// <summary>JSON, symbol to mark; null where an earlier version wrote the row.</summary>
    public string? Proven { get; set; }

    public void Take(EquityMarks marks)
    {
        (HighWaterMark, PreviousHighWaterMark, Day, DayOpen, RungsActed, CutGrossTo) = (
            marks.HighWaterMark,
            marks.PreviousHighWaterMark,
            marks.Day,
            marks.DayOpen,
            marks.RungsActed,
            marks.CutGrossTo
        );
        Proven = JsonSerializer.Serialize(
            marks.Proven.Marks.ToDictionary(m => m.Key.Value, m => m.Value, StringComparer.Ordinal)
        );
    }

    public EquityMarks ToMarks() =>
        new(HighWaterMark, PreviousHighWaterMark, Day, DayOpen, RungsActed, CutGrossTo)
        {
            Proven = Proven is null
                ? ProvenMarks.None
                : new ProvenMarks(
                    JsonSerializer
                        .Deserialize<Dictionary<string, decimal>>(Proven)!
                        .Select(m => KeyValuePair.Create(Symbol.Parse(m.Key), m.Value))
                ),
        };
}
