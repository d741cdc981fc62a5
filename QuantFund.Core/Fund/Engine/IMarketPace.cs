namespace QuantFund.Core.Fund.Engine;

/// <summary>
/// What the fund may ask of simulated market time. With a real market nothing can be held or skipped, and both do nothing.
/// </summary>
public interface IMarketPace
{
    /// <summary>Market time stands still until the result is disposed: a debate or an approval waits.</summary>
    IDisposable Hold(string reason);

    /// <summary>The day's closing work is done: time may go on to just before the next session.</summary>
    void CloseDay(DateOnly session);
}
