using QuantFund.Core.Domain;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Simulation;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>
/// What names closed at before a session, for those that trade no more: a position in them keeps its last close as its mark.
/// Reads the tape's daily bars once a session, and only when asked.
/// </summary>
internal sealed class EarlierCloses(IMarketTape tape)
{
    private const int SessionsBack = 300;

    private volatile Known? known;

    /// <summary>The last daily close of a row in the 300 sessions before a date; null when there is none.</summary>
    public decimal? Before(DateOnly date, int row)
    {
        var closes = Read(date).Closes(row);
        for (var session = closes.Length - 1; session >= 0; session--)
            if (!double.IsNaN(closes[session]))
                return PriceTick.Nearest((decimal)closes[session]);
        return null;
    }

    private DailyPanel Read(DateOnly date)
    {
        if (known is { } kept && kept.Date == date)
            return kept.Panel;
        var read = new Known(date, tape.Daily(tape.Calendar.LastSessions(date.AddDays(-1), 1)[0].Date, SessionsBack));
        known = read;
        return read.Panel;
    }

    private sealed record Known(DateOnly Date, DailyPanel Panel);
}
