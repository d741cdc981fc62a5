using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Tests.Pipeline;

/// <summary>All real daily history at once, with VIX and macro values from the moment each was known; no news, no intraday bars.</summary>
internal static class RealYears
{
    public static RecordedMarket Load(string folder)
    {
        var history = new RealHistory(folder);
        var universe = history.Universe();
        var calendar = NyseCalendar.Instance;
        var sessions = calendar.LastSessions(new DateOnly(2025, 12, 31), 1255).Select(s => s.Date).ToList();
        var daily = new DailyPanel(sessions, universe.Count);
        history.Fill(daily, universe);
        return new RecordedMarket(
            universe,
            daily,
            null,
            history.Vix(),
            [],
            history.Macro(),
            calendar,
            new IngestionOptions()
        );
    }
}
