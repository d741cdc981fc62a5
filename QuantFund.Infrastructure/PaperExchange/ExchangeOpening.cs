using QuantFund.Core.Simulation;
using QuantFund.Core.Simulation.Clock;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>Puts tape and store together at start: a fresh store is begun, one of another tape refused.</summary>
internal static class ExchangeOpening
{
    /// <exception cref="StartupException">The store belongs to another market; the message says how to go on.</exception>
    public static SimulatedClock Clock(
        IMarketTape tape,
        ExchangeStore store,
        ExchangeOptions options,
        TimeProvider wall
    )
    {
        var identity = $"{tape.Identity}; quotes {options.Seed}";
        if (store.Identity is not { } before)
            store.Begin(identity, ExchangeAccount.Empty(options.Cash), tape.First.Open);
        else if (!string.Equals(before, identity, StringComparison.Ordinal))
            throw new StartupException(
                $"The exchange's store was begun with '{before}' and can't go on with '{identity}'. Set Exchange:Market, "
                    + "Exchange:Seed and Exchange:Replay back, or name another Data:Directory for a fresh start."
            )
            {
                ExitCode = 2,
            };
        return new SimulatedClock(
            wall,
            options.Speed,
            tape.Calendar,
            store,
            store.MarketTime ?? tape.First.Open,
            tape.Last.Close
        );
    }
}
