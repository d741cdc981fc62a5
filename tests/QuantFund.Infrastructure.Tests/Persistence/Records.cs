using System.Collections.Frozen;
using System.Text.Json;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Risk;
using QuantFund.Testing.Fakes;

namespace QuantFund.Infrastructure.Tests.Persistence;

internal static class Records
{
    public static CycleMemory Memory { get; } = CycleMemory.Empty with { BookScale = 0.1 + 0.2, RiskScale = 0.5 };

    /// <summary>The record of a decision that read nothing and planned one trade.</summary>
    public static CycleRecord Record { get; } =
        FakeDecision.RecordOf(
            new DecisionRequest(
                Given.Cycle,
                Given.Slot,
                new Session(new DateOnly(2026, 1, 5), Given.Slot.AddMinutes(-15), Given.Slot.AddMinutes(375), false),
                Book.Empty(Given.Slot, 100_000m),
                Memory,
                LadderState.Start(100_000m),
                TradingState.Active,
                FrozenDictionary<StrategyId, StrategyState>.Empty,
                MarketSource.Simulated,
                Preview: false
            ),
            Plans.OneTrade()
        );

    public static CycleOutcome Outcome { get; } = new(Record, Memory, Plans.OneTrade(), null, null);

    public static bool Same(CycleMemory one, CycleMemory other) =>
        JsonSerializer.Serialize(one, FundJson.Options) == JsonSerializer.Serialize(other, FundJson.Options);
}
