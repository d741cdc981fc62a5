using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Strategies;

/// <summary>
/// When intraday strategies may act: from 15 minutes after the open to 15 minutes before the close (9:45 to 15:45, both
/// included; earlier on an early close). Source: STRATEGIES, section C.
/// </summary>
public static class SessionHours
{
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    /// <summary>Null when intraday strategies may act.</summary>
    public static Abstention? Refusal(Session session, DateTimeOffset now) =>
        now < session.Open + Margin ? Abstention.SessionTooYoung
        : now > session.Close - Margin ? Abstention.SessionOver
        : null;
}
