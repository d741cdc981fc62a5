namespace QuantFund.Core.Domain.Calendar;

/// <summary>One regular trading session: its New York date, and its open and close in UTC.</summary>
public sealed record Session(DateOnly Date, DateTimeOffset Open, DateTimeOffset Close, bool EarlyClose)
{
    public static readonly TimeSpan BarLength = TimeSpan.FromMinutes(15);

    /// <summary>15-minute bars in the session: 26, or 14 when it closes at 13:00.</summary>
    public int BarCount => (int)((Close - Open) / BarLength);

    public bool Contains(DateTimeOffset time) => time >= Open && time < Close;
}
