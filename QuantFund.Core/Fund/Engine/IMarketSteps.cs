namespace QuantFund.Core.Fund.Engine;

/// <summary>
/// The exchange's heartbeat: one item each time the market moved (a simulated market at each of its steps, a real one
/// about once a second). Drives marks and order tracking, so that nothing polls. A slow reader gets the latest only.
/// </summary>
public interface IMarketSteps
{
    /// <summary>Market times, from now on, until cancelled.</summary>
    IAsyncEnumerable<DateTimeOffset> StepsAsync(CancellationToken cancellation);
}
