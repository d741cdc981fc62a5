using System.ComponentModel.DataAnnotations;

namespace QuantFund.Core.Execution;

/// <summary>
/// Section <c>Execution</c>: how orders are priced, worked and checked. Times are market time unless the name says wall.
/// Defaults are the figures of STRATEGIES, sections F and H.
/// </summary>
public sealed class ExecutionOptions
{
    public const string Section = "Execution";

    /// <summary>A limit order that is unfilled after this is priced anew. 1 s to 1 h, default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FirstReprice { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>… and once more after this. Above the first, default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SecondReprice { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>What is unfilled after this is cancelled and goes as a market order. Above the second, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "02:00:00")]
    public TimeSpan MarketAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A market order that is unfilled after this is cancelled, and the rest is left. 1 s to 1 day, default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MarketOrderLife { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// What of a plan has not been sent this long after the desk took it is not sent any more: its prices and its reasons
    /// are gone. 1 s to 1 day, default 15 min, the time between two slots.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PlanLife { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A cancel that the broker has not confirmed is asked for again after this. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RepeatCancel { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Open orders are compared with the broker at least this often, hints or none. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A sweep asks for executions from this long before the newest one stored. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan SweepOverlap { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Wall time after a permit's end from which "the broker does not know it" is believed of an order with an ambiguous
    /// answer. 0 to 5 min, default 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan NotArrivedGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest distance of a price from the mid of a fresh quote, a fraction. 0.0001 to 0.5, default 0.03.</summary>
    [Range(0.0001, 0.5)]
    public double PriceCollarFraction { get; set; } = 0.03;

    /// <summary>Age up to which quotes are used without asking again. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan QuoteReuse { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Largest notional of one order that adds risk, as a fraction of equity. 0.001 to 4, default 0.20.</summary>
    [Range(0.001, 4.0)]
    public double MaxOrderFraction { get; set; } = 0.20;

    /// <summary>
    /// How far prices may have moved a position or the gross exposure past its limit between decision and send, as a
    /// fraction of the limit. 0 to 0.2, default 0.02.
    /// </summary>
    [Range(0.0, 0.2)]
    public double LimitTolerance { get; set; } = 0.02;

    /// <summary>Orders that may be on their way to the broker at one time. 1 to 64, default 8.</summary>
    [Range(1, 64)]
    public int Parallel { get; set; } = 8;

    /// <summary>A flattening that is not done after this ends in the halt all the same. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FlattenDeadline { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Largest difference between the fund's cash and the broker's that needs no explanation, dollars. Default 0.01.</summary>
    [Range(0.0, 1_000.0)]
    public double CashToleranceUsd { get; set; } = 0.01;

    /// <summary>What is wrong across fields, one sentence each; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (SecondReprice <= FirstReprice || MarketAfter <= SecondReprice)
            yield return $"{Section}:FirstReprice, SecondReprice and MarketAfter must rise.";
    }
}
