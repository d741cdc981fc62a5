using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwesomeAssertions;
using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Testing.Decision;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence.Inputs;

public sealed class ReplayOnSqlite() : ReplayTests(new SqliteSource());

public sealed class ReplayOnPostgres(PostgresServer server) : ReplayTests(new PostgresSource(server));

/// <summary>A stored cycle, read from the database alone and decided again.</summary>
public abstract class ReplayTests(IStoreSource source) : StoreContract(source)
{
    private static readonly RandomWalk Market = new(24);
    private static readonly JsonSerializerOptions WithFields = new(FundJson.Options) { IncludeFields = true };
    private static readonly Symbol First = Market.Universe[20].Symbol;

    [Fact]
    public async Task StoredCycle_IsDecidedAgain_BitForBit_AlsoByAnotherProcess()
    {
        var outcome = await StoreAsync(Snapshot(), Request());
        var restarted = await AnotherAsync();

        var report = await ReplayAsync(restarted);

        report
            .Should()
            .BeEquivalentTo(
                new ReplayReport(outcome.Record.Id, outcome.Record.Hash, outcome.Record.Hash, true, null, null)
            );
        outcome.Plan.Trades.Should().NotBeEmpty("an empty plan would prove little");
    }

    [Fact]
    public async Task TheWholeOfTheInputs_ComesBack()
    {
        var policy = DecisionOptions.Default with
        {
            Risk = new RiskOptions { MaxPositionFraction = 0.07, Restricted = { First.Value } },
        };
        var request = Request() with { Book = Request().Book with { Trades = new ClosedTrades(7, 4) } };
        var outcome = await StoreAsync(Snapshot(), request, policy, DebateMode.Fast);

        var inputs = (await Fund.Cycles.InputsAsync(outcome.Record.Id, Stop))
            .Should()
            .BeOfType<InputsReading.Found>()
            .Which.Inputs;

        inputs.Debater.Should().Be(RuleDebater.FastName);
        inputs.Policy.Should().BeEquivalentTo(policy);
        Same(inputs.Snapshot, Snapshot());
        inputs.Request.Should().BeEquivalentTo(request);
        inputs.Request.Book.Trades.Should().Be(new ClosedTrades(7, 4));
        (await ReplayAsync(Fund)).Equal.Should().BeTrue();
    }

    [Fact]
    public async Task NextCycle_WithItsMemoryAndBook_IsDecidedAgain_AndAddsLittle()
    {
        var quarter = new RandomWalk(24, time: new TimeOnly(11, 15));
        var late = quarter.Snapshot();
        var early = late with
        {
            AsOf = Market.AsOf,
            Intraday = SnapshotCut.Intraday(late.Intraday!, Market.AsOf, late.Intraday!.Sessions.Count),
            Quotes = late.Quotes.Values.ToFrozenDictionary(q => q.Symbol, q => q with { Time = Market.AsOf }),
            Vix = [.. late.Vix.SkipLast(1)],
        };
        var first = await StoreAsync(early, Request());
        var parts = await PartsAsync();
        var book = new Book(
            quarter.AsOf,
            400_000.25m,
            first.Plan.Trades.ToFrozenDictionary(
                t => t.Symbol,
                t => new Position(t.Symbol, t.Side == Side.Buy ? t.Quantity : -t.Quantity, t.ReferencePrice)
            ),
            FrozenDictionary<Symbol, decimal>.Empty
        );
        var request = Requests.New(quarter.AsOf, quarter.Session, book, await Fund.Cycles.MemoryAsync(Stop)) with
        {
            TradingState = TradingState.ReduceOnly,
        };
        await StoreAsync(late, request);

        (await ReplayAsync(Fund, request.Cycle)).Equal.Should().BeTrue();
        (await ReplayAsync(Fund)).Equal.Should().BeTrue("the first one still is");
        var added = (await PartsAsync()).Except(parts, StringComparer.Ordinal).Count();
        added.Should().Be(3, "one more bar, new quotes, new VIX: everything else is stored already");
    }

    [Theory]
    [InlineData("plan.trades[0].quantity", "costs")]
    [InlineData("strategies[7].opinions[0].conviction", "strategies")]
    [InlineData("regime.vix", "regime")]
    [InlineData("learning.influence", "learning")]
    [InlineData("hash", "hash")]
    public async Task TamperedRecord_IsNamed_WhereItDiffers(string path, string phase)
    {
        var outcome = await StoreAsync(Snapshot(), Request());
        await TamperAsync(outcome.Record.Id, path);

        var report = await ReplayAsync(Fund);

        report.Equal.Should().BeFalse();
        report.FirstDifference.Should().BeEquivalentTo(new { Phase = phase, Path = path });
        report.FirstDifference!.Stored.Should().NotBe(report.FirstDifference.Recomputed);
    }

    [Fact]
    public async Task TamperedInput_IsDamage_AndSaysSo()
    {
        var outcome = await StoreAsync(Snapshot(), Request());
        await using (var db = Fund.Open())
        {
            var largest = await db.InputParts.OrderByDescending(p => p.Content.Length).FirstAsync(Stop);
            var values = Infrastructure.Persistence.Inputs.ColumnCodec.Decode(largest.Content);
            values[^1] += 0.01;
            largest.Content = Infrastructure.Persistence.Inputs.ColumnCodec.Encode(values, 1);
            await db.SaveChangesAsync(Stop);
        }

        (await Fund.Cycles.InputsAsync(outcome.Record.Id, Stop))
            .Should()
            .BeOfType<InputsReading.Missing>()
            .Which.Reason.Should()
            .Contain("damaged");
    }

    [Fact]
    public async Task InputsOfSessionsLongPast_Go_AndThatIsSaid()
    {
        var old = await StoreAsync(Snapshot(), Request());
        // 60 sessions are kept: the 61st from Tuesday 2026-03-10 is Thursday 2026-06-04.
        var kept = await LaterAsync(new DateOnly(2026, 6, 3));
        (await ReplayAsync(Fund)).Equal.Should().BeTrue("its session is the oldest of sixty");

        await LaterAsync(new DateOnly(2026, 6, 4));

        (await Fund.Cycles.InputsAsync(old.Record.Id, Stop))
            .Should()
            .BeOfType<InputsReading.Missing>()
            .Which.Reason.Should()
            .Contain("no longer kept")
            .And.Contain("2026-03-10");
        (await ReplayAsync(Fund, kept.Record.Id)).Equal.Should().BeTrue();
        (await Fund.Cycles.RecordAsync(old.Record.Id, Stop)).Should().NotBeNull("records stay");
        await using var db = Fund.Open();
        (await db.InputParts.CountAsync(p => p.UsedOn < new DateOnly(2026, 6, 3), Stop)).Should().Be(0);
    }

    [Fact]
    public async Task CycleWithoutInputs_SaysThatTheyWereNotStored()
    {
        await Fund.Cycles.ClaimAsync(CycleStoreTests.Cycle(), Stop);
        (await new CycleReplay(Fund.Cycles, StrategyRoster.Standard, TimeProvider.System).RunAsync(Given.Cycle, Stop))
            .Should()
            .BeOfType<ReplayAnswer.Impossible>()
            .Which.Reason.Should()
            .Contain("not ended");
        await Fund.Cycles.FinishAsync(
            CycleStoreTests.Cycle() with
            {
                Status = CycleStatus.Completed,
                FinishedAt = Given.Slot,
            },
            Records.Outcome,
            Stop
        );

        (await new CycleReplay(Fund.Cycles, StrategyRoster.Standard, TimeProvider.System).RunAsync(Given.Cycle, Stop))
            .Should()
            .BeOfType<ReplayAnswer.Impossible>()
            .Which.Reason.Should()
            .Contain("not stored");
        (
            await new CycleReplay(Fund.Cycles, StrategyRoster.Standard, TimeProvider.System).RunAsync(
                new CycleId("c-none"),
                Stop
            )
        )
            .Should()
            .BeOfType<ReplayAnswer.UnknownCycle>();
    }

    private static DecisionRequest Request() => Requests.New(Market.AsOf, Market.Session);

    /// <summary>With news of two days, macro values and statuses, beside the prices.</summary>
    private static MarketSnapshot Snapshot() =>
        Market.Snapshot() with
        {
            News =
            [
                .. Enumerable
                    .Range(0, 30)
                    .Select(i => new NewsArticle(
                        $"n{i}",
                        Market.AsOf.AddHours(-i),
                        $"Headline {i}",
                        0.1 * (i % 7) - 0.3,
                        ["earnings"],
                        [new TickerSentiment(First, 0.8, 1.0 / (i + 1))]
                    )),
            ],
            Macro =
            [
                new MacroValue("CPIAUCSL", new DateOnly(2026, 1, 1), Market.AsOf.AddDays(-20), 321.5),
                new MacroValue("UNRATE", new DateOnly(2026, 1, 1), Market.AsOf.AddDays(-30), double.NaN),
            ],
            Account = new AccountReading(Market.AsOf, 1_000_000.00m, 1_000_000.00m, 2_000_000m, []),
        };

    [Fact]
    public void EverythingThatADecisionReads_IsStored() =>
        typeof(MarketSnapshot)
            .GetProperties()
            .Select(p => p.Name)
            .Should()
            .BeEquivalentTo(
                [
                    "AsOf",
                    "Universe",
                    "Daily",
                    "Intraday",
                    "Quotes",
                    "Vix",
                    "News",
                    "Macro",
                    "Account",
                    "Borrow",
                    "Sources",
                ],
                "what is added to a snapshot must be added to the stored one, or no cycle can be decided again"
            );

    private static void Same(MarketSnapshot one, MarketSnapshot other)
    {
        Text(one.Universe.Instruments).Should().Be(Text(other.Universe.Instruments));
        one.Daily!.Sessions.Should().Equal(other.Daily!.Sessions);
        one.Intraday!.Sessions.Should().Equal(other.Intraday!.Sessions);
        foreach (var (ours, theirs) in Columns(one).Zip(Columns(other)))
            ours.Select(BitConverter.DoubleToInt64Bits).Should().Equal(theirs.Select(BitConverter.DoubleToInt64Bits));
        Text(one.Quotes.Values.OrderBy(q => q.Symbol)).Should().Be(Text(other.Quotes.Values.OrderBy(q => q.Symbol)));
        Text(one.Borrow.Values.OrderBy(q => q.Symbol)).Should().Be(Text(other.Borrow.Values.OrderBy(q => q.Symbol)));
        Text((one.AsOf, one.Vix, one.News, one.Macro, one.Account, one.Sources))
            .Should()
            .Be(Text((other.AsOf, other.Vix, other.News, other.Macro, other.Account, other.Sources)));
    }

    private static double[][] Columns(MarketSnapshot s) =>
        [
            s.Daily!.Open,
            s.Daily.High,
            s.Daily.Low,
            s.Daily.Close,
            s.Daily.Volume,
            s.Intraday!.Open,
            s.Intraday.High,
            s.Intraday.Low,
            s.Intraday.Close,
            s.Intraday.Volume,
        ];

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, WithFields);

    private async Task<CycleOutcome> LaterAsync(DateOnly date)
    {
        var later = new RandomWalk(24, today: date);
        return await StoreAsync(later.Snapshot(), Requests.New(later.AsOf, later.Session));
    }

    private async Task<CycleOutcome> StoreAsync(
        MarketSnapshot snapshot,
        DecisionRequest request,
        DecisionOptions? policy = null,
        DebateMode mode = DebateMode.Full
    )
    {
        var outcome = await StoredDecision.RunAsync(snapshot, request, policy, mode);
        var cycle = CycleStoreTests.Cycle(request.Cycle.Value, slot: false);
        await Fund.Cycles.ClaimAsync(cycle, Stop);
        await Fund.Cycles.FinishAsync(
            cycle with
            {
                Status = CycleStatus.Completed,
                FinishedAt = request.AsOf,
            },
            outcome,
            Stop
        );
        return outcome;
    }

    private static async Task<ReplayReport> ReplayAsync(FundProcess fund, CycleId? id = null) =>
        (
            await new CycleReplay(fund.Cycles, StrategyRoster.Standard, TimeProvider.System).RunAsync(
                id ?? Request().Cycle,
                Stop
            )
        )
            .Should()
            .BeOfType<ReplayAnswer.Done>()
            .Which.Report;

    private async Task<List<string>> PartsAsync()
    {
        await using var db = Fund.Open();
        return await db.InputParts.Select(p => p.Hash).ToListAsync(Stop);
    }

    private async Task TamperAsync(CycleId id, string path)
    {
        await using var db = Fund.Open();
        var row = await db.CycleRecords.FirstAsync(r => r.CycleId == id.Value, Stop);
        var record = JsonNode.Parse(CompressedJson.Text(row.Json))!;
        var steps = path.Replace("[", ".", StringComparison.Ordinal)
            .Replace("]", "", StringComparison.Ordinal)
            .Split('.');
        var node = record;
        foreach (var step in steps[..^1])
            node = int.TryParse(step, out var index) ? node![index] : node![step];
        var old = node![steps[^1]]!;
        node[steps[^1]] =
            old.GetValueKind() == JsonValueKind.String ? "1" + old.GetValue<string>() : old.GetValue<double>() + 1e-9;
        row.Json = CompressedJson.Of(record);
        await db.SaveChangesAsync(Stop);
    }
}
