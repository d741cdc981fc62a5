namespace QuantFund.Core.Domain.Calendar;

/// <summary>One regular trading session: its New York date, and its open and close in UTC.</summary>
public sealed record Session(DateOnly Date, DateTimeOffset Open, DateTimeOffset Close, bool EarlyClose)
{
    public static readonly TimeSpan BarLength = TimeSpan.FromMinutes(15);

    /// <summary>Time before the close of a session's last slot, at which intraday positions are given back (flat by 15:55).</summary>
    public static readonly TimeSpan LastSlotBeforeClose = TimeSpan.FromMinutes(10);

    /// <summary>When the last slot of the session comes.</summary>
    public DateTimeOffset ClosingTime => Close - LastSlotBeforeClose;

    /// <summary>15-minute bars in the session: 26, or 14 when it closes at 13:00.</summary>
    public int BarCount => (int)((Close - Open) / BarLength);

    public bool Contains(DateTimeOffset time) => time >= Open && time < Close;
}
