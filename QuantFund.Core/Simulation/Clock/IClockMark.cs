namespace QuantFund.Core.Simulation.Clock;

/// <summary>
/// Where simulated market time leaves its mark, so that it never runs backwards: nothing after the mark was ever shown.
/// Both answer false, and never fail, when the mark can't be written now: time then stands still where it is.
/// </summary>
public interface IClockMark
{
    /// <summary>Market time may now be shown up to a moment; true once that is on disk. Never called for an earlier one.</summary>
    bool Reserve(DateTimeOffset until);

    /// <summary>A clean stop: time goes on from exactly here. Where it can't be written, from the moment reserved before.</summary>
    bool Settle(DateTimeOffset at);
}
