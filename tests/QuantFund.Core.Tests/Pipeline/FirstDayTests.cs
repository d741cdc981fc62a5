using System.Text.Json;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Core.Risk;
using QuantFund.Core.Simulation.Synthetic;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Pipeline;

/// <summary>A newcomer's first session: from cash alone, on the synthetic market that the product starts with.</summary>
public sealed class FirstDayTests
{
    [Fact]
    public async Task FirstSession_BuildsABookFromCash_SettlesAndGivesIntradayPositionsBack()
    {
        var tape = new SyntheticTape(1, UniverseCsv.Shipped);
        var fund = new TapeFund(tape);
        var slots = new SlotSchedule(tape.Calendar, TimeSpan.FromMinutes(15)).SlotsOf(tape.First);
        var turnover = new List<double>();
        CycleOutcome? last = null;
        foreach (var slot in slots)
        {
            last = await fund.RunAsync(tape.First, slot, TestContext.Current.CancellationToken);
            turnover.Add(last.Plan.TurnoverFraction);
            last.Plan.Trades.Should().OnlyContain(t => t.EstimatedCost > 0m && t.Quantity > 0m);
            last.Record.Risk.Refusal.Should().BeNull();
            last.Record.Plan.Refusal.Should().BeNull();
        }

        // Built within the first hour, at most half of equity at a time; then little is left to do.
        turnover[0].Should().BeInRange(0.05, 0.50 + QuantFund.Core.Statistics.Tolerance.Fraction);
        turnover.Take(4).Sum().Should().BeGreaterThan(0.3);
        turnover.Skip(12).SkipLast(1).Should().OnlyContain(t => t < 0.05);

        // The closing slot gives back what six intraday strategies hold, at any turnover; what it adds is little.
        last!
            .Plan.Trades.Where(t => !t.Reduces)
            .Sum(t => Math.Abs(t.TargetWeight - t.CurrentWeight))
            .Should()
            .BeLessThan(0.05);
        turnover[^1].Should().BeLessThan(0.25);

        // After the closing slot nothing is held for an intraday strategy's sake alone.
        foreach (var origin in fund.Memory.Origins.Where(o => o.HorizonSessions < 1))
            fund.Positions.Should().NotContainKey(origin.Symbol);

        // Record and memory travel as JSON and stay small.
        var memory = JsonSerializer.Serialize(last.Memory, FundJson.Options);
        memory.Length.Should().BeLessThan(400_000);
        JsonSerializer
            .Serialize(JsonSerializer.Deserialize<CycleMemory>(memory, FundJson.Options), FundJson.Options)
            .Should()
            .Be(memory);
        var record = JsonSerializer.Serialize(last.Record, FundJson.Options);
        JsonSerializer
            .Serialize(JsonSerializer.Deserialize<CycleRecord>(record, FundJson.Options), FundJson.Options)
            .Should()
            .Be(record);
    }

    [Fact]
    public async Task SameSnapshotBookAndMemory_GiveTheSameHash_AndAnotherBookGivesAnother()
    {
        var tape = new SyntheticTape(7, UniverseCsv.Shipped);
        var slot = tape.First.Open + TimeSpan.FromMinutes(90);

        var first = await new TapeFund(tape).RunAsync(tape.First, slot, TestContext.Current.CancellationToken);
        var again = await new TapeFund(new SyntheticTape(7, UniverseCsv.Shipped)).RunAsync(
            tape.First,
            slot,
            TestContext.Current.CancellationToken
        );
        var richer = await new TapeFund(tape, cash: 1_000_001m).RunAsync(
            tape.First,
            slot,
            TestContext.Current.CancellationToken
        );

        again.Record.Hash.Should().Be(first.Record.Hash);
        again.Plan.Hash.Should().Be(first.Plan.Hash);
        richer.Record.Hash.Should().NotBe(first.Record.Hash);
    }
}
