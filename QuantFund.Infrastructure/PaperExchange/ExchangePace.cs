using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Simulation.Clock;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>What the fund may ask of market time, handed to the simulated clock.</summary>
internal sealed class ExchangePace(SimulatedClock clock) : IMarketPace
{
    public IDisposable Hold(string reason) => clock.Hold(reason);

    public void CloseDay(DateOnly session) => clock.CloseDay(session);
}
