using AwesomeAssertions;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using Xunit;

namespace QuantFund.Core.Tests.Ingestion;

public sealed class IngestorTests
{
    private static readonly Symbol Spy = Symbol.Parse("SPY");
    private static readonly Universe Universe = new([
        new Instrument(Spy, "S&P 500", new Sector("ETF - Equity"), InstrumentKind.Etf),
    ]);
    private static readonly NyseCalendar Calendar = NyseCalendar.Instance;
    private static readonly Session Monday = Calendar.SessionOn(new DateOnly(2026, 1, 5))!;

    private readonly FakeTimeProvider market = new(Monday.Open + TimeSpan.FromMinutes(30));
    private readonly FakeTimeProvider wall = new();
    private readonly FakeFeed prices = new();
    private readonly FakeFeed broker = new();
    private readonly FakeFeed research = new();
    private readonly Ingestor ingestor;

    public IngestorTests()
    {
        ingestor = new Ingestor(
            Universe,
            new IngestionFeeds(prices, prices, prices, broker, null, research, research),
            new MarketTime(market),
            wall,
            Calendar,
            new IngestionOptions()
        );
        Feed();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => market.GetUtcNow();

    [Fact]
    public async Task Refresh_FreezesEverySourceIntoOneSnapshot()
    {
        await ingestor.RefreshAsync(Stop);

        var snapshot = ingestor.Latest(Now);

        snapshot.Daily!.Sessions.Should().HaveCount(3);
        snapshot.Intraday!.Closes(0)[IntradayPanel.BarsPerSession + 1].Should().Be(101);
        snapshot.Quotes[Spy].Bid.Should().Be(100m);
        snapshot.Account!.Cash.Should().Be(1_000m);
        snapshot.Borrow[Spy].EasyToBorrow.Should().BeTrue();
        snapshot.Vix.Should().ContainSingle();
        snapshot.Macro.Should().ContainSingle();
        snapshot
            .Sources.Where(s => s.Health != SourceHealth.Off)
            .Should()
            .AllSatisfy(s => s.Health.Should().Be(SourceHealth.Ok, $"{s.Name} says {s.LastError}"));
    }

    [Fact]
    public async Task ASourceWithoutAFeed_IsOff_AndItsValuesAreAbsentNotNeutral()
    {
        await ingestor.RefreshAsync(Stop);

        var snapshot = ingestor.Latest(Now);

        snapshot.News.Should().BeEmpty();
        snapshot.Source(SourceNames.News)!.Should().Be(Off(SourceNames.News));
        snapshot.Source(SourceNames.Fundamentals)!.Should().Be(Off(SourceNames.Fundamentals));
    }

    [Fact]
    public async Task AnUnpluggedSource_KeepsItsLastValue_WithGrowingAgeAndItsError_AndRecovers()
    {
        await ingestor.RefreshAsync(Stop);
        broker.Failure = new IOException("connection refused");

        market.Advance(TimeSpan.FromSeconds(30));
        await ingestor.RefreshAsync(Stop);

        // The reading is of 30 s ago: younger than 60 s, so it still counts.
        var young = ingestor.Latest(Now);
        young.Account!.Cash.Should().Be(1_000m);
        young
            .Source(SourceNames.Account)
            .Should()
            .Be(
                new SourceStatus(
                    SourceNames.Account,
                    SourceHealth.Failed,
                    Now.AddSeconds(-30),
                    30,
                    "connection refused",
                    null
                )
            );

        market.Advance(TimeSpan.FromSeconds(30.001));
        await ingestor.RefreshAsync(Stop);

        var old = ingestor.Latest(Now);
        old.Account!.Cash.Should().Be(1_000m);
        old.Source(SourceNames.Account)!.AgeSeconds.Should().BeApproximately(60.001, 1e-9);
        old.Source(SourceNames.Account)!.Outdated.Should().BeTrue();

        broker.Failure = null;
        broker.Account = broker.Account! with { Time = Now, Cash = 900m };
        market.Advance(TimeSpan.FromSeconds(30));
        await ingestor.RefreshAsync(Stop);

        ingestor.Latest(Now).Account!.Cash.Should().Be(900m);
        ingestor.Latest(Now).Source(SourceNames.Account)!.LastError.Should().BeNull();
        ingestor.Latest(Now).Source(SourceNames.Account)!.Health.Should().Be(SourceHealth.Ok);
    }

    [Fact]
    public async Task AFailedSource_DelaysAndHarmsNoOther()
    {
        prices.Failure = new FormatException("unexpected field");

        await ingestor.RefreshAsync(Stop);

        var snapshot = ingestor.Latest(Now);
        snapshot.Daily.Should().BeNull();
        snapshot.Source(SourceNames.DailyPrices)!.AsOf.Should().BeNull();
        snapshot.Source(SourceNames.DailyPrices)!.LastError.Should().Be("unexpected field");
        snapshot.Account!.Cash.Should().Be(1_000m);
        snapshot.Source(SourceNames.Account)!.Health.Should().Be(SourceHealth.Ok);
    }

    [Fact]
    public async Task AHangingSource_IsLeftBehindAfterThePatience_AndFailsAtItsOwnTimeout()
    {
        research.Hang = new TaskCompletionSource();
        var refresh = ingestor.RefreshAsync(Stop);
        refresh.IsCompleted.Should().BeFalse();
        ingestor.Latest(Now).Account!.Cash.Should().Be(1_000m, "the others have answered already");

        wall.Advance(TimeSpan.FromSeconds(3));
        await refresh;
        ingestor.Latest(Now).Source(SourceNames.Macro)!.LastError.Should().BeNull("it has 15 s");

        wall.Advance(TimeSpan.FromSeconds(12));
        await Until(() => ingestor.Latest(Now).Source(SourceNames.Macro)!.Health == SourceHealth.Failed);
        ingestor.Latest(Now).Source(SourceNames.Macro)!.LastError.Should().Be("No answer within 15 s.");
        ingestor.Latest(Now).Source(SourceNames.Vix)!.LastError.Should().Be("No answer within 5 s.");
    }

    [Fact]
    public async Task AnAnswerThatComesAfterItsTimeout_IsDropped()
    {
        research.Hang = new TaskCompletionSource();
        var refresh = ingestor.RefreshAsync(Stop);
        wall.Advance(TimeSpan.FromSeconds(15));
        await refresh;
        await Until(() => ingestor.Latest(Now).Source(SourceNames.Macro)!.Health == SourceHealth.Failed);

        research.Hang.SetResult();

        ingestor.Latest(Now).Macro.Should().BeEmpty();
        ingestor.Latest(Now).Source(SourceNames.Macro)!.Health.Should().Be(SourceHealth.Failed);
    }

    [Fact]
    public async Task ASourceBeingAsked_IsNotAskedTwice()
    {
        broker.Hang = new TaskCompletionSource();
        var first = ingestor.RefreshAsync(Stop);
        market.Advance(TimeSpan.FromHours(2));
        var second = ingestor.RefreshAsync(Stop);

        broker.Asked.Should().Be(2, "account and borrow were each asked once");

        broker.Hang.SetResult();
        await first;
        await second;
        ingestor.Latest(Now).Account.Should().NotBeNull();
    }

    [Fact]
    public async Task ASnapshot_HoldsNothingNewerThanItsMoment()
    {
        var early = Now;
        await ingestor.RefreshAsync(Stop);
        var later = Monday.Close + TimeSpan.FromHours(1);
        market.SetUtcNow(later);
        Feed(later);
        await ingestor.RefreshAsync(Stop);

        var snapshot = ingestor.Latest(early);

        snapshot.Daily!.Sessions.Should().NotContain(Monday.Date, "Monday's session closes later");
        snapshot.Intraday!.Sessions[^1].Should().Be(Monday);
        IntradayPanel.Day(snapshot.Intraday.Closes(0), 1)[..2].ToArray().Should().Equal(100, 101);
        IntradayPanel
            .Day(snapshot.Intraday.Closes(0), 1)[2..]
            .ToArray()
            .Should()
            .OnlyContain(c => double.IsNaN(c), "two bars were complete");
        snapshot.Quotes[Spy].Time.Should().Be(early, "the reading before the newest is of this moment");
        snapshot.Account!.Time.Should().Be(early);
        snapshot.Vix.Should().AllSatisfy(v => v.Time.Should().BeOnOrBefore(early));
        snapshot.Macro.Should().AllSatisfy(v => v.Released.Should().BeOnOrBefore(early));
        snapshot.Sources.Should().AllSatisfy(s => (s.AsOf ?? early).Should().BeOnOrBefore(early));
        ingestor.Latest(later).Daily!.Sessions[^1].Should().Be(Monday.Date);
    }

    [Fact]
    public async Task EachSource_IsAskedWhenItIsDue_AndNotBefore()
    {
        await ingestor.RefreshAsync(Stop);
        // Daily, intraday and quotes share one fake.
        prices.Asked.Should().Be(3);

        market.Advance(TimeSpan.FromSeconds(9));
        await ingestor.RefreshAsync(Stop);
        prices.Asked.Should().Be(3);

        market.Advance(TimeSpan.FromSeconds(1));
        await ingestor.RefreshAsync(Stop);
        prices.Asked.Should().Be(4, "quotes are asked each 10 s; no bar has ended");

        market.Advance(TimeSpan.FromMinutes(15));
        await ingestor.RefreshAsync(Stop);
        prices.Asked.Should().Be(6, "quotes, and the bar of 10:00 has ended; no session has closed");
    }

    [Fact]
    public async Task BeforeADecision_QuotesAloneAreAsked_IfTheyAreDue()
    {
        await ingestor.RefreshAsync(Stop);
        market.Advance(TimeSpan.FromMinutes(15));

        await ingestor.RefreshQuotesAsync(Stop);
        await ingestor.RefreshQuotesAsync(Stop);

        prices.Asked.Should().Be(4, "the bar that has ended is left to the background, and quotes of now are not due");
    }

    [Fact]
    public async Task ACancelledRefresh_IsNoFaultOfItsSources()
    {
        broker.Hang = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        var refresh = ingestor.RefreshAsync(stop.Token);

        await stop.CancelAsync();

        await FluentActions.Awaiting(() => refresh).Should().ThrowAsync<OperationCanceledException>();
        ingestor.Latest(Now).Source(SourceNames.Account)!.LastError.Should().BeNull();
    }

    [Fact]
    public async Task AnEmptyAnswer_IsStaleAndSaysSo()
    {
        prices.Quotes.Clear();

        await ingestor.RefreshAsync(Stop);

        ingestor.Latest(Now).Source(SourceNames.Quotes)!.Health.Should().Be(SourceHealth.Stale);
        ingestor.Latest(Now).Source(SourceNames.Quotes)!.LastError.Should().Be("The last answer was empty.");
    }

    private static SourceStatus Off(string name) => new(name, SourceHealth.Off, null, null, null, null);

    private static async Task Until(Func<bool> holds)
    {
        // Continuations of a timer of the fake clock run on the pool: yield until they have.
        while (!holds())
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private void Feed(DateTimeOffset? at = null)
    {
        var now = at ?? Now;
        var through = Calendar.LastClosedBy(now).Date;
        prices.Daily = new DailyPanel([.. Calendar.LastSessions(through, 3).Select(s => s.Date)], 1);
        Array.Fill(prices.Daily.Close, 100);

        prices.Intraday = new IntradayPanel(Calendar.LastSessions(Monday.Date, 2), 1);
        var bars = Math.Min(26, (int)((now - Monday.Open) / Session.BarLength));
        for (var slot = 0; slot < bars; slot++)
        {
            var start = Monday.Open + (slot * Session.BarLength);
            prices.Intraday.Set(0, 1, slot, new Bar(Spy, start, 100, 130, 90, 100 + slot, 1_000));
        }

        prices.Quotes[Spy] = new Quote(Spy, 100m, 100.02m, 300, 200, now);
        broker.Account = new AccountReading(now, 1_000m, 1_000m, 2_000m, []);
        broker.Borrow[Spy] = new Borrow(Spy, true, true, 0.003);
        research.Vix.Add(new VixClose(now.AddHours(-1), 15.5));
        research.Macro.Add(new MacroValue("DGS10", DateOnly.FromDateTime(now.AddDays(-2).Date), now.AddDays(-1), 4.1));
    }
}
