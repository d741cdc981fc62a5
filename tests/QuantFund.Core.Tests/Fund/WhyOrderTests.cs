using System.Text.Json;
using System.Text.Json.Nodes;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Testing.Decision;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class WhyOrderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryTrade_IsExplained_FromPlanToFeatures_ByItsRecordAlone()
    {
        var market = new RandomWalk(60);
        var outcome = await StoredDecision.RunAsync(market.Snapshot(), Requests.New(market.AsOf, market.Session));
        var record = StoredRecord.Read(JsonSerializer.Serialize(outcome.Record, FundJson.Options));

        record.Plan.Trades.Should().NotBeEmpty();
        foreach (var trade in record.Plan.Trades)
        {
            var why = WhyOrder.Of(record, trade.Symbol);

            why.Trade.Should().Be(record.Plan.Trades.Single(t => t.Symbol == trade.Symbol));
            why.Target!.Approved.Should().Be(trade.TargetWeight);
            // The strategies that the trade names, with their parts, add up to more than nothing on its side.
            why.Strategies.Where(s => s.Contribution != 0).Select(s => s.Id).Should().Equal(trade.Strategies);
            foreach (var strategy in why.Strategies.Where(s => s.Contribution != 0))
            {
                strategy.VerdictWeight.Should().BePositive();
                strategy.Conviction.Should().NotBe(0);
                strategy.Arguments.Should().NotBeEmpty();
                strategy.Features.Should().ContainKey("vol_21");
            }
            (why.Strategies.Count + why.Abstentions.Count).Should().Be(record.Strategies.Count);
            why.Sources.Should().Contain(s => s.Name == "prices-daily" && s.AgeSeconds == 0);
        }
    }

    [Fact]
    public async Task TheScoreBehindMeanReversionLs_IsInTheRecord_AndGivesItsConviction()
    {
        var market = new RandomWalk(60);
        var outcome = await StoredDecision.RunAsync(market.Snapshot(), Requests.New(market.AsOf, market.Session));
        var opinions = outcome.Record.Strategies.Single(s => s.Id.Value == "mean-reversion-ls").Opinions;

        opinions.Should().NotBeEmpty();
        foreach (var opinion in opinions)
        {
            var why = WhyOrder.Of(outcome.Record, opinion.Symbol);
            var score = why.Strategies.Single(s => s.Id.Value == "mean-reversion-ls").Features["s_score"];
            // −clip(s, ±3)/3; nothing is held and no news tilts it.
            opinion.Conviction.Should().BeApproximately(-Math.Clamp(score, -3, 3) / 3, 1e-12);
            Math.Abs(score).Should().BeGreaterThan(1.25);
        }
    }

    [Fact]
    public async Task Families_Limits_AndRungs_AreSpeltAlike_WhoeverWroteTheRecord()
    {
        var market = new RandomWalk(60);
        var written = await StoredDecision.RunAsync(market.Snapshot(), Requests.New(market.AsOf, market.Session));
        var older = StoredRecord.Read(await File.ReadAllTextAsync(Sample("cycle-record-1.json"), Stop));

        foreach (var record in (CycleRecord[])[written.Record, older])
        {
            var why = WhyOrder.Of(record, record.Plan.Trades[0].Symbol);
            var families = CycleViews.Strategies(record).ToDictionary(s => s.Id, s => s.Family);
            why.Strategies.Should().OnlyContain(s => s.Family == families[s.Id]);
            var words = families.Values.Concat(why.Clamps.Select(c => c.Limit));
            words.Should().OnlyContain(w => char.IsAsciiLetterLower(w[0]) && w.All(char.IsAsciiLetter));
        }
        written.Record.Strategies.Select(s => s.Family).Should().Contain("volatilityTarget");
        written.Record.Risk.Uses.Select(u => u.Limit).Should().Contain(["sectorGross", "netLong", "netShort"]);
        written.Record.Risk.LadderRung.Should().Be("none");
        Spelling.OfStored("net-long").Should().Be("netLong");
        Spelling.OfStored("VolatilityTarget").Should().Be("volatilityTarget");
        Spelling.OfStored("sector").Should().Be("sectorGross");
    }

    [Fact]
    public async Task AnAbridgedRecord_ExplainsItsOrders_AsTheWholeOneDid_AndIsSmaller()
    {
        var market = new RandomWalk(60);
        var outcome = await StoredDecision.RunAsync(market.Snapshot(), Requests.New(market.AsOf, market.Session));
        var whole = JsonSerializer.Serialize(outcome.Record, FundJson.Options);
        var ordered = outcome.Record.Plan.Trades.Take(2).Select(t => t.Symbol).ToHashSet();

        var brief = JsonSerializer.Serialize(AbridgedRecord.Of(outcome.Record, ordered), FundJson.Options);

        var (one, other) = (StoredRecord.Read(whole), StoredRecord.Read(brief));
        foreach (var symbol in ordered)
            Json(WhyOrder.Of(other, symbol)).Should().Be(Json(WhyOrder.Of(one, symbol)));
        other.Abridged.Should().BeTrue();
        other.Features.Symbols.Should().BeEquivalentTo(ordered);
        other.Hash.Should().Be(one.Hash);
        brief.Length.Should().BeLessThan(whole.Length / 2);
        whole.Should().NotContain("abridged");
    }

    private static string Json(WhyDecision decision) => JsonSerializer.Serialize(decision, FundJson.Options);

    [Fact]
    public async Task StrategysOwnFeatures_AreShown_AndNoOthersBesideTheSharedOnes()
    {
        var market = new RandomWalk(60);
        var outcome = await StoredDecision.RunAsync(market.Snapshot(), Requests.New(market.AsOf, market.Session));
        var opinion = outcome.Record.Strategies.Single(s => s.Id.Value == "cross-section-momentum").Opinions[0];

        var why = WhyOrder.Of(outcome.Record, opinion.Symbol);

        var features = why.Strategies.Single(s => s.Id.Value == "cross-section-momentum").Features;
        features.Keys.Should().BeEquivalentTo(["mom_6_1", "vol_21", "sigma_15m", "adv_21", "sent_score", "sent_conf"]);
        var place = outcome.Record.Features.Symbols.ToList().IndexOf(opinion.Symbol);
        features["mom_6_1"].Should().Be(outcome.Record.Features.Columns["mom_6_1"][place]);
    }

    [Fact]
    public async Task RecordOfVersionOne_IsRead_AndExplainsItsTrades()
    {
        var json = await File.ReadAllTextAsync(Sample("cycle-record-1.json"), Stop);

        var record = StoredRecord.Read(json);

        record.Version.Should().Be(1);
        record.Plan.Trades.Should().NotBeEmpty();
        foreach (var trade in record.Plan.Trades)
        {
            var why = WhyOrder.Of(record, trade.Symbol);
            why.Version.Should().Be(1);
            why.Trade!.ExpectedBenefit.Should().BePositive();
            why.Strategies.Should().Contain(s => s.Contribution != 0);
            // It does not say what was read, so that all that was known is shown.
            why.Strategies[0].Features.Should().HaveCount(record.Features.Columns.Count);
        }
        // Writing it again loses nothing that it held.
        var again = JsonNode.Parse(JsonSerializer.Serialize(record, FundJson.Options))!;
        RecordDifference
            .Between(JsonElement.Parse(json), JsonElement.Parse(With(again, CycleRecord.CurrentVersion)))
            .Should()
            .BeNull();
    }

    [Fact]
    public async Task MemoryOfVersionOne_GoesIntoTheNextCycle()
    {
        var json = await File.ReadAllTextAsync(Sample("cycle-memory-1.json"), Stop);
        var memory = JsonSerializer.Deserialize<CycleMemory>(json, FundJson.Options)!;
        var next = new RandomWalk(16, today: new DateOnly(2026, 3, 11));

        var outcome = await StoredDecision.RunAsync(
            next.Snapshot(),
            Requests.New(next.AsOf, next.Session, memory: memory)
        );

        outcome.Memory.Learning.Sessions.Should().Be(1);
        outcome.Memory.Learning.Overall.Sessions.Should().Be(1);
        outcome.Memory.Learning.Books.Learning.Days.Should().Be(1);
        outcome.Record.Learning!.Retirements.Should().BeEmpty();
    }

    [Fact]
    public void RecordOfALaterVersion_IsRefused_NotMisread()
    {
        var json = File.ReadAllText(Sample("cycle-record-1.json"));

        var read = () => StoredRecord.Read(With(JsonNode.Parse(json)!, CycleRecord.CurrentVersion + 1));

        read.Should().Throw<JsonException>().WithMessage($"*version {CycleRecord.CurrentVersion + 1}*");
    }

    [Fact]
    public async Task OrderOfARiskAct_HasTheJournalsReason()
    {
        var world = new EngineWorld();
        var rig = new EngineRig(world);
        await rig.Stores.Journal.AppendAsync(new FundFact.LadderStepped("second", 0.081, "gross is cut by 0.30"), Stop);
        var intent = new OrderIntent(
            new ClientOrderId("r20260105-100000-AAPL-0-0"),
            OrderOrigin.Risk,
            null,
            EngineWorld.A,
            Side.Sell,
            OrderType.Limit,
            10m,
            100m,
            0,
            0,
            true,
            1m,
            100m,
            world.Market.Now
        );
        await rig.Stores.Orders.PermitAsync(intent, _ => new PreTradeVerdict.Allowed(), Stop);
        world.Pass(TimeSpan.FromSeconds(1));
        await rig.Stores.Journal.AppendAsync(new FundFact.LadderStepped("third", 0.101, "later"), Stop);
        var why = new WhyOrder(rig.Stores.Orders, rig.Stores.Cycles, rig.Stores.Journal);

        var answer = await why.AskAsync(intent.Id, Stop);

        answer!.Decision.Should().BeNull();
        answer.Origin.Should().Be(OrderOrigin.Risk);
        answer.Reason.Should().Be("Drawdown ladder, second rung at 0.0810 below the high: gross is cut by 0.30.");
        (await why.AskAsync(new ClientOrderId("nobody"), Stop)).Should().BeNull();
    }

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Pipeline", "Samples", name);

    private static string With(JsonNode record, int version)
    {
        record["version"] = version;
        return record.ToJsonString();
    }
}
