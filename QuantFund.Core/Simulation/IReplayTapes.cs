using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Core.Simulation;

/// <summary>Imported history, made ready to be played.</summary>
public interface IReplayTapes
{
    /// <summary>
    /// A tape of the sessions from one date to another, both included; null takes the first or last that the store has.
    /// </summary>
    /// <exception cref="InvalidOperationException">The store has no bars there; the message says what to import.</exception>
    IMarketTape Open(Universe universe, DateOnly? from, DateOnly? to);
}
