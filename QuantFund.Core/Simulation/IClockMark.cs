namespace QuantFund.Core.Simulation;

/// <summary>
/// Where simulated market time leaves its mark, so that it never runs backwards: nothing after the mark was ever shown.
/// </summary>
public interface IClockMark
{
    /// <summary>Market time may now be shown up to a moment; returns once that is on disk. Never called for an earlier one.</summary>
    void Reserve(DateTimeOffset until);

    /// <summary>A clean stop: time goes on from exactly here.</summary>
    void Settle(DateTimeOffset at);
}
