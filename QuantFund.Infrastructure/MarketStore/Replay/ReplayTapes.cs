using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Simulation;

namespace QuantFund.Infrastructure.MarketStore.Replay;

/// <summary>Opens the market store for replay.</summary>
public sealed class ReplayTapes(MarketFolder folder) : IReplayTapes, IDisposable
{
    // A year for the longest feature; with less history, what the shortest list of names needs.
    private const int UsualHistory = 253;

    private readonly List<MarketHistory> opened = [];

    /// <inheritdoc />
    public IMarketTape Open(Universe universe, DateOnly? from, DateOnly? to)
    {
        var history = new MarketHistory(folder);
        opened.Add(history);
        var range =
            history.DailyRange()
            ?? throw Unplayable(
                $"The market store in {folder.Root} holds no daily bars. Replay needs them: run the verb 'import' with a file of columns symbol,date,open,high,low,close,volume."
            );
        var calendar = NyseCalendar.Instance;
        var sessions = calendar.Sessions(range.First, range.Last);
        var first = FirstOf(sessions, from);
        var last = sessions.LastOrDefault(s => to is null || s.Date <= to);
        if (last is null || last.Date < sessions[first].Date)
            throw Unplayable(
                $"Exchange:Replay names no session from {from:yyyy-MM-dd} to {to:yyyy-MM-dd} that the store can play: its daily bars are of {range.First:yyyy-MM-dd} to {range.Last:yyyy-MM-dd}, and the first {ReplayUniverse.SessionsNeeded} sessions are needed as history."
            );

        var known = history.Daily(range.First, last.Date);
        var names = ReplayUniverse.Choose(known, [.. sessions.Take(first)], history.Sectors(), universe);
        if (names.Count == 0)
            throw Unplayable(
                $"No symbol has {ReplayUniverse.SessionsNeeded} daily bars in the 100 sessions before {sessions[first].Date:yyyy-MM-dd}. Import more history or set a later Exchange:Replay:From."
            );
        IReadOnlyList<Session> held = [.. sessions.TakeWhile(s => s.Date <= last.Date)];
        return new ReplayTape(
            history,
            names,
            new DailyHistory(names, held, known, history.RealJumps),
            sessions[first],
            last
        );
    }

    public void Dispose()
    {
        foreach (var history in opened)
            history.Dispose();
    }

    private static StartupException Unplayable(string why) => new(why) { ExitCode = 2 };

    /// <summary>Index of the first session to play.</summary>
    private static int FirstOf(IReadOnlyList<Session> sessions, DateOnly? from)
    {
        if (from is null)
            return sessions.Count > UsualHistory ? UsualHistory
                : sessions.Count > ReplayUniverse.SessionsNeeded ? ReplayUniverse.SessionsNeeded
                : throw Unplayable(
                    $"The market store's daily bars span {sessions.Count} sessions; replay needs more than {ReplayUniverse.SessionsNeeded}. Import more history."
                );
        var first = sessions.ToList().FindIndex(s => s.Date >= from);
        if (first < 0)
            throw Unplayable(
                $"Exchange:Replay:From is {from:yyyy-MM-dd}, after the store's last daily bar of {sessions[^1].Date:yyyy-MM-dd}."
            );
        if (first < ReplayUniverse.SessionsNeeded)
            throw Unplayable(
                $"Exchange:Replay:From is {from:yyyy-MM-dd}, but the store's daily bars begin on {sessions[0].Date:yyyy-MM-dd} and {ReplayUniverse.SessionsNeeded} sessions are needed before the first."
                    + (
                        sessions.Count > ReplayUniverse.SessionsNeeded
                            ? $" The earliest that can be played is {sessions[ReplayUniverse.SessionsNeeded].Date:yyyy-MM-dd}."
                            : " Import more history."
                    )
            );
        return first;
    }
}
