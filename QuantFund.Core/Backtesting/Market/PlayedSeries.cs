using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Backtesting.Market;

/// <summary>
/// Which price series each name is played from in each session. A session is played from 15-minute bars when it and the one
/// before have any; a name with 15-minute bars in the record is then played from them, every other from its daily bars.
/// </summary>
internal sealed class PlayedSeries
{
    private readonly DailyPanel daily;
    private readonly IntradayPanel? intraday;
    private readonly int[] recorded;
    private readonly bool[] own;

    public PlayedSeries(DailyPanel daily, IntradayPanel? intraday)
    {
        this.daily = daily;
        this.intraday = intraday;
        own = new bool[daily.Symbols];
        recorded = new int[daily.Sessions.Count];
        Array.Fill(recorded, -1);
        if (intraday is null)
            return;
        var indexes = daily.Sessions.Index().ToDictionary(s => s.Item, s => s.Index);
        for (var at = 0; at < intraday.Sessions.Count; at++)
            if (indexes.TryGetValue(intraday.Sessions[at].Date, out var session) && NoteNames(at))
                recorded[session] = at;
    }

    /// <summary>How many names are played from 15-minute bars where a session is.</summary>
    public int Names => own.Count(o => o);

    public bool Plays(int session) => session > 0 && recorded[session] >= 0 && recorded[session - 1] >= 0;

    public bool IsIntraday(int row, int session) => own[row] && Plays(session);

    /// <summary>The session and its place in the intraday panel.</summary>
    public (IntradayPanel Panel, int Index) Intraday(int session) => (intraday!, recorded[session]);

    /// <summary>Close of the last bar among a session's first ones; NaN when none of them traded.</summary>
    public double LastClose(int row, int session, int bars)
    {
        if (recorded[session] < 0)
            return double.NaN;
        var closes = IntradayPanel.Day(intraday!.Closes(row), recorded[session]);
        for (var slot = Math.Min(bars, closes.Length) - 1; slot >= 0; slot--)
            if (!double.IsNaN(closes[slot]))
                return closes[slot];
        return double.NaN;
    }

    /// <summary>
    /// Intraday price over daily price of a name at a session's close, from the nearest session that has both, an earlier one
    /// first: what dividends, taken out of daily prices alone, have made of the two. NaN where no session has both.
    /// </summary>
    public double Level(int row, int session)
    {
        for (var at = session; at >= 0; at--)
            if (LevelOn(row, at) is var level && !double.IsNaN(level))
                return level;
        for (var at = session + 1; at < recorded.Length; at++)
            if (LevelOn(row, at) is var level && !double.IsNaN(level))
                return level;
        return double.NaN;
    }

    private double LevelOn(int row, int session) =>
        LastClose(row, session, IntradayPanel.BarsPerSession) / daily.Closes(row)[session];

    /// <summary>Remembers who has a bar in a session; true when anybody has.</summary>
    private bool NoteNames(int at)
    {
        var any = false;
        for (var row = 0; row < own.Length; row++)
            if (IntradayPanel.Day(intraday!.Closes(row), at).ContainsAnyExcept(double.NaN))
                any = own[row] = true;
        return any;
    }
}
