using QuantFund.Core.Costs;
using QuantFund.Core.Domain;

namespace QuantFund.Infrastructure.Tests.Persistence;

internal static class Plans
{
    /// <summary>A buy of 100 AAPL for a fund of 100,000 dollars.</summary>
    public static TradePlan OneTrade() =>
        new(
            Given.Cycle,
            Given.Slot,
            100_000m,
            [
                new PlannedTrade(
                    Given.Apple,
                    Side.Buy,
                    100m,
                    249.50m,
                    2.0,
                    false,
                    0,
                    0.2495,
                    12.50m,
                    40m,
                    3.2,
                    false,
                    false,
                    "trend up",
                    [new StrategyId("time-series-momentum")]
                ),
            ]
        );
}
