using System.Collections.Frozen;
using System.Text.Json;
using AwesomeAssertions;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

public sealed class CycleStoreOnSqlite() : CycleStoreTests(new SqliteSource());

public sealed class CycleStoreOnPostgres(PostgresServer server) : CycleStoreTests(new PostgresSource(server));

public abstract class CycleStoreTests(IStoreSource source) : StoreContract(source)
{
    [Fact]
    public async Task Slot_IsTakenByOneOfEightClaimers_OfTwoProcesses()
    {
        var other = await AnotherAsync();

        var claims = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(n => Task.Run(() => (n % 2 == 0 ? Fund : other).Cycles.ClaimAsync(Cycle($"c-{n}"), Stop), Stop))
        );

        claims.Count(won => won).Should().Be(1);
        (await Fund.Cycles.PageAsync(10, null, Stop)).Items.Should().ContainSingle();
        (await Fund.Journal.LastSequenceAsync(Stop)).Should().Be(1);
    }

    [Fact]
    public async Task ManualCycles_HaveNoSlot_AndDoNotShareOne()
    {
        (await Fund.Cycles.ClaimAsync(Cycle("c-m1", slot: false), Stop)).Should().BeTrue();
        (await Fund.Cycles.ClaimAsync(Cycle("c-m2", slot: false), Stop)).Should().BeTrue();
        (await Fund.Cycles.ClaimAsync(Cycle("c-m2", slot: false), Stop)).Should().BeFalse();
    }

    [Fact]
    public async Task AnOldRecord_KeepsWhatExplainsItsOrders_OnceItCantBeRunAgain()
    {
        await Fund.Cycles.ClaimAsync(Cycle(), Stop);
        await Fund.Orders.PermitAsync(Given.Intent(), Given.Allow, Stop);
        await Fund.Cycles.FinishAsync(Cycle() with { Status = CycleStatus.Completed }, Records.Outcome, Stop);
        (await AbridgedAsync(Given.Cycle)).Should().BeFalse();

        await LaterAsync("c-60-days", 60);
        (await AbridgedAsync(Given.Cycle)).Should().BeFalse("sixty days have some forty sessions");
        await LaterAsync("c-200-days", 200);

        (await AbridgedAsync(Given.Cycle)).Should().BeTrue();
        (await AbridgedAsync(new CycleId("c-200-days"))).Should().BeFalse();
        var why = await new WhyOrder(Fund.Orders, Fund.Cycles, Fund.Journal).AskAsync(Given.Intent().Id, Stop);
        why!.Decision!.Trade!.Symbol.Should().Be(Given.Apple);
    }

    private async Task LaterAsync(string id, int days)
    {
        var cycle = Cycle(id, slot: false) with { StartedAt = Given.Slot.AddDays(days) };
        await Fund.Cycles.ClaimAsync(cycle, Stop);
        var record = Records.Record with { Id = cycle.Id, AsOf = cycle.StartedAt };
        await Fund.Cycles.FinishAsync(
            cycle with
            {
                Status = CycleStatus.Completed,
            },
            new CycleOutcome(record, Records.Memory, Plans.OneTrade(), null, null),
            Stop
        );
    }

    private async Task<bool> AbridgedAsync(CycleId id) =>
        StoredRecord.Read((await Fund.Cycles.RecordAsync(id, Stop))!).Abridged;

    [Fact]
    public async Task Cycle_IsReadAsItWasWritten()
    {
        await Fund.Cycles.ClaimAsync(Cycle(), Stop);
        var ended = Cycle() with
        {
            Status = CycleStatus.Completed,
            FinishedAt = Given.Slot.AddSeconds(30),
            Mode = FundMode.Hybrid,
            Regime = new RegimeView(
                TrendLabel.Up,
                VolatilityLabel.Low,
                RiskLabel.On,
                double.NaN,
                14.25,
                VixSource.Estimate
            ),
            PlanHash = "abc",
            Trades = 3,
            Timings = new Dictionary<string, double>(StringComparer.Ordinal) { ["features"] = 12.5, ["risk"] = 0.25 },
        };

        await Fund.Cycles.UpdateAsync(ended, Stop);

        var read = await Fund.Cycles.FindAsync(Given.Cycle, Stop);
        read.Should().BeEquivalentTo(ended);
    }

    [Fact]
    public async Task Finish_KeepsRecordAndMemory_TogetherWithTheState()
    {
        await Fund.Cycles.ClaimAsync(Cycle(), Stop);
        (await Fund.Cycles.RecordAsync(Given.Cycle, Stop)).Should().BeNull();

        await Fund.Cycles.FinishAsync(Cycle() with { Status = CycleStatus.Completed }, Records.Outcome, Stop);

        (await Fund.Cycles.RecordAsync(Given.Cycle, Stop))
            .Should()
            .Be(JsonSerializer.Serialize(Records.Record, FundJson.Options));
        Records.Same(await Fund.Cycles.MemoryAsync(Stop), Records.Memory).Should().BeTrue();
        (await Fund.Cycles.UnfinishedAsync(Stop)).Should().BeEmpty();
    }

    [Fact]
    public async Task Decision_IsThereBeforeTheEnd_WhateverBecomesOfTheCycle()
    {
        await Fund.Cycles.ClaimAsync(Cycle(), Stop);

        await Fund.Cycles.DecideAsync(Records.Record with { Id = Given.Cycle }, Stop);

        (await Fund.Cycles.RecordAsync(Given.Cycle, Stop)).Should().NotBeNull();
        (await Fund.Cycles.LastSlotAsync(Stop)).Should().Be(Given.Slot);
    }

    [Fact]
    public async Task Unfinished_AreThoseThatAStoppedProcessLeft()
    {
        await Fund.Cycles.ClaimAsync(Cycle("c-1", slot: false), Stop);
        await Fund.Cycles.ClaimAsync(Cycle("c-2", slot: false) with { Status = CycleStatus.Skipped }, Stop);
        await Fund.Cycles.ClaimAsync(Cycle("c-3", slot: false) with { Status = CycleStatus.Executing }, Stop);
        var restarted = await AnotherAsync();

        (await restarted.Cycles.UnfinishedAsync(Stop)).Select(c => c.Id.Value).Should().Equal("c-1", "c-3");
    }

    [Fact]
    public async Task Plan_IsStoredBeforeAnythingIsDoneWithIt()
    {
        await Fund.Cycles.ClaimAsync(Cycle(), Stop);
        (await Fund.Cycles.PlanAsync(Given.Cycle, Stop)).Should().BeNull();
        var plan = Plans.OneTrade();

        await Fund.Cycles.StorePlanAsync(Cycle() with { PlanHash = plan.Hash, Trades = 1 }, plan, Stop);

        var stored = await Fund.Cycles.PlanAsync(Given.Cycle, Stop);
        stored.Should().BeEquivalentTo(PlanViews.Of(plan, null));
        (await Fund.Cycles.FindAsync(Given.Cycle, Stop))!.PlanHash.Should().Be(plan.Hash);
    }

    [Fact]
    public async Task Pages_AreNewestFirst()
    {
        for (var n = 1; n <= 3; n++)
            await Fund.Cycles.ClaimAsync(Cycle($"c-{n}", slot: false), Stop);

        var first = await Fund.Cycles.PageAsync(2, null, Stop);
        var second = await Fund.Cycles.PageAsync(2, first.NextCursor, Stop);

        first.Items.Select(c => c.Id.Value).Should().Equal("c-3", "c-2");
        second.Items.Select(c => c.Id.Value).Should().Equal("c-1");
    }

    internal static CycleView Cycle(string? id = null, bool slot = true) =>
        new(
            id is null ? Given.Cycle : new CycleId(id),
            slot ? Given.Slot : null,
            CycleStatus.Running,
            Given.Slot,
            null,
            null,
            null,
            TradingState.Active,
            null,
            0,
            FrozenDictionary<string, double>.Empty,
            null
        );
}
