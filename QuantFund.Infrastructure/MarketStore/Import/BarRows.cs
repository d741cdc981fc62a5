using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>
/// Bars. A daily one is of a session of the exchange; a shorter one starts on its grid, counted from the open, inside the
/// regular session.
/// </summary>
internal sealed class BarRows : RowKind
{
    private static readonly NyseCalendar Calendar = NyseCalendar.Instance;

    private readonly Timeframe timeframe;
    private readonly TimeSpan step;
    private readonly TimeSpan shift;
    private readonly string timeColumn;
    private Session? session;

    public BarRows(BarShape shape, string timeColumn)
        : base(
            $"{shape.Timeframe.Name()} bars",
            MarketTable.Bars(shape.Timeframe),
            "symbol",
            timeColumn,
            "open",
            "high",
            "low",
            "close",
            "volume"
        )
    {
        timeframe = shape.Timeframe;
        step = timeframe == Timeframe.Minute ? TimeSpan.FromMinutes(1) : Session.BarLength;
        shift = shape.Label == BarLabel.End ? step : TimeSpan.Zero;
        this.timeColumn = timeColumn;
    }

    public override void Read(FieldRow row, RowSink sink)
    {
        var symbol = row.Ticker(0);
        var time = timeframe == Timeframe.Day ? SessionDay(row) : GridTime(row);
        var bar = row.Prices(2);
        var volume = row.NotNegative(6);
        if (row.Fault is not null)
            return;
        sink.Begin().Add(symbol).Add(time).Add(bar.Open).Add(bar.High).Add(bar.Low).Add(bar.Close).Add(volume).End();
    }

    private DateTimeOffset SessionDay(FieldRow row)
    {
        var date = row.Date(1);
        if (row.Fault is null && session?.Date != date)
            session = SessionOf(row, date);
        return new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
    }

    private DateTimeOffset GridTime(FieldRow row)
    {
        var time = row.Time(1).ToUniversalTime() - shift;
        if (row.Fault is not null)
            return time;
        if (session is null || !session.Contains(time))
            session = SessionOf(row, NewYork.DateOf(time));
        if (session is null)
            return time;
        if (!session.Contains(time))
            row.Fail(timeColumn, $"{time:yyyy-MM-dd'T'HH:mm:ss'Z'} is outside the regular session, {Hours(session)}");
        else if ((time - session.Open).Ticks % step.Ticks != 0)
            row.Fail(
                timeColumn,
                $"{time:yyyy-MM-dd'T'HH:mm:ss.FFF'Z'} is off the grid of {timeframe.Name()} bars: they start each {step.TotalMinutes:0} min from the open"
            );
        return time;
    }

    private Session? SessionOf(FieldRow row, DateOnly date)
    {
        if (date < NyseCalendar.FirstDate || date > NyseCalendar.LastDate)
        {
            row.Fail(
                timeColumn,
                $"{date:yyyy-MM-dd} is outside the calendar, {NyseCalendar.FirstDate:yyyy-MM-dd} to {NyseCalendar.LastDate:yyyy-MM-dd}"
            );
            return null;
        }

        var found = Calendar.SessionOn(date);
        if (found is null)
            row.Fail(timeColumn, $"the exchange was closed on {date:yyyy-MM-dd}");
        return found;
    }

    private static string Hours(Session session) => $"{session.Open:yyyy-MM-dd'T'HH:mm'Z'} to {session.Close:HH:mm'Z'}";
}
