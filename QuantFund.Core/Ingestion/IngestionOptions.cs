using System.ComponentModel.DataAnnotations;

namespace QuantFund.Core.Ingestion;

/// <summary>How the sources are asked. Section <c>Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    public const string Section = "Ingestion";

    /// <summary>Completed daily sessions held: 64 to 2,000, default 300 (STRATEGIES.md A).</summary>
    [Range(64, 2_000)]
    public int DailySessions { get; set; } = 300;

    /// <summary>Sessions of 15-minute bars held, today's included: 2 to 60, default 21 = today and the 20 before.</summary>
    [Range(2, 60)]
    public int IntradaySessions { get; set; } = 21;

    /// <summary>How far back articles are read: 1 to 30 days, default 7.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "30.00:00:00")]
    public TimeSpan NewsWindow { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Wall time allowed to one answer of daily or intraday history: 1 s to 10 min, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HistoryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Wall time allowed to one answer of quotes, account, borrow or VIX: 1 s to 1 min, default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LiveTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Wall time allowed to one answer of news or macro data: 1 s to 5 min, default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ResearchTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Wall time that a refresh waits for its sources before it returns and leaves the slow ones to finish behind it:
    /// 100 ms to 1 min, default 3 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(3);
}
