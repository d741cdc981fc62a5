using AwesomeAssertions;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Pipeline;

/// <summary>A decision reads nothing newer than its moment: the future may be anything, and may not be touched.</summary>
public sealed class LookAheadTests
{
    // The walk knows everything up to Thursday 2026-03-12 at 15:00; the decision is of two days before.
    private static readonly DateOnly Today = new(2026, 3, 10);
    private static readonly DateTimeOffset AsOf = NewYork.ToUtc(Today, new TimeOnly(11, 0));
    private static readonly Session Session = NyseCalendar.Instance.SessionOn(Today)!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhateverComesAfterTheMoment_TheDecisionIsTheSame_BitForBit()
    {
        var first = await DecideAsync(Known(future: 1).Latest(AsOf), Quotes(future: 1));
        var second = await DecideAsync(Known(future: 1.7).Latest(AsOf), Quotes(future: 1.7));

        second.Hash.Should().Be(first.Hash);
        first.Plan.Trades.Should().NotBeEmpty();
        // The same change one bar earlier is seen: the hash covers what is read.
        var earlier = AsOf - Session.BarLength;
        var seen = await DecideAsync(Known(future: 1.7, after: earlier).Latest(AsOf), Quotes(future: 1));
        seen.Hash.Should().NotBe(first.Hash);
    }

    [Theory]
    [InlineData("daily", "The daily bars of 2026-03-10 is of 2026-03-10 20:00:00 UTC*can't read it.")]
    [InlineData("bar", "A 15-minute bar of S00003 is of 2026-03-10 15:15:00 UTC*")]
    [InlineData("session", "The session of 2026-03-11*")]
    [InlineData("quote", "The quote of SPY is of 2026-03-10 15:00:01 UTC*")]
    [InlineData("vix", "A VIX close*")]
    [InlineData("news", "The article 'later'*")]
    [InlineData("macro", "EFFR of 2026-03-09*")]
    [InlineData("account", "The account*")]
    public async Task ADatumThatIsNewer_StopsTheDecision_ByName(string datum, string message)
    {
        var decide = () => DecideAsync(WithNewer(Known(future: 1).Latest(AsOf), datum), null);

        await decide.Should().ThrowAsync<InvalidOperationException>().WithMessage(message);
    }

    [Fact]
    public void ACutOfHistory_GivesNothingBehindIt_WhoeverAsks()
    {
        var snapshot = Known(future: 1).Latest(AsOf);
        var daily = snapshot.Daily!;
        var last = daily.Sessions.Count - 1;

        daily.Sessions[last].Should().Be(new DateOnly(2026, 3, 9));
        daily.Closes(0)[last].Should().BePositive();
        daily.Invoking(d => d.Closes(0)[last + 1]).Should().Throw<IndexOutOfRangeException>();
        daily.Invoking(d => d.Close).Should().Throw<InvalidOperationException>().WithMessage("Close: *2026-03-09*");
        daily.Invoking(d => d.Window(0, last + 2)).Should().Throw<ArgumentOutOfRangeException>();
        var bars = snapshot.Intraday!;
        var today = bars.Sessions.Count - 1;
        bars.Sessions[today].Date.Should().Be(Today);
        // Six bars are complete at 11:00, and sessions of 26 stand before them.
        bars.Closes(0).Length.Should().Be((today * IntradayPanel.BarsPerSession) + 6);
        IntradayPanel.Day(bars.Closes(0), today).Length.Should().Be(6);
        IntradayPanel.Day(bars.Closes(0), today)[5].Should().BePositive();
        bars.Invoking(b => b.Closes(0)[(today * IntradayPanel.BarsPerSession) + 6])
            .Should()
            .Throw<IndexOutOfRangeException>();
        bars.Invoking(b => b.Volume).Should().Throw<InvalidOperationException>().WithMessage("Volume: *bar 6 of*");
        bars.Invoking(b => b.Window(0, today + 2, 1)).Should().Throw<ArgumentOutOfRangeException>();
        snapshot
            .Macro.Invoking(m => m[m.Count])
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("EFFR of *can't be read.");
    }

    [Fact]
    public async Task DailyPricesThatStopComing_SilenceEveryStrategyThatReadsThem_AndNothingIsTraded()
    {
        var late = NewYork.ToUtc(new DateOnly(2026, 3, 17), new TimeOnly(16, 15));
        var session = NyseCalendar.Instance.SessionOn(new DateOnly(2026, 3, 17))!;

        var record = await DecideAsync(Known(future: 1).Latest(late), null, session);

        record.Plan.Trades.Should().BeEmpty();
        record.Strategies.Should().OnlyContain(s => s.Opinions.Count == 0 && s.Silence != null);
        record
            .Strategies.Single(s => s.Id.Value == "time-series-momentum")
            .Silence.Should()
            .Be("Daily prices are stale: the last are of 2026-03-11 20:00 UTC.");
    }

    [Fact]
    public async Task BarsThatStopComing_SilenceTheIntradayStrategies_AndOnlyThem()
    {
        // The last bar ends at 15:00; at 15:31 it is 31 minutes old, and bars are fresh for 30.
        var late = NewYork.ToUtc(new DateOnly(2026, 3, 12), new TimeOnly(15, 31));
        var session = NyseCalendar.Instance.SessionOn(new DateOnly(2026, 3, 12))!;

        var record = await DecideAsync(Known(future: 1).Latest(late), null, session);

        record
            .Strategies.Where(s => s.Category == "intraday")
            .Should()
            .OnlyContain(s =>
                s.Silence == "Intraday prices are stale: the last are of 2026-03-12 19:00 UTC." && s.Opinions.Count == 0
            )
            .And.NotBeEmpty();
        record.Strategies.Should().Contain(s => s.Opinions.Count > 0);
    }

    [Fact]
    public async Task NewsThatStopsComing_SilencesTheNews()
    {
        var late = AsOf.AddHours(31);
        var session = NyseCalendar.Instance.LastClosedBy(late);

        var record = await DecideAsync(Known(future: 1).Latest(late), null, session);

        record
            .Strategies.Single(s => s.Id.Value == "news-sentiment-event")
            .Silence.Should()
            .StartWith("News are stale");
        record.Market.MarketSentConf.Should().Be(double.NaN);
    }

    private static async Task<CycleRecord> DecideAsync(
        MarketSnapshot snapshot,
        IReadOnlyDictionary<Symbol, Quote>? quotes,
        Session? session = null
    )
    {
        var read = quotes is null ? snapshot : snapshot with { Quotes = SnapshotCut.Quotes([quotes], snapshot.AsOf) };
        var cycle = new DecisionCycle(
            new FixedIngestion(read),
            StrategyRoster.Standard,
            new RuleDebater(DebateMode.Full),
            ScriptedGate.ApprovesAll,
            new FillingDesk(),
            () => DecisionOptions.Default,
            TimeProvider.System
        );
        var request = Requests.New(snapshot.AsOf, session ?? Session, preview: true);
        return (await cycle.RunAsync(request, SilentObserver.Instance, Stop)).Record;
    }

    /// <summary>Everything that is known in the end; what became known after a moment is multiplied by a factor.</summary>
    private static RecordedMarket Known(double future, DateTimeOffset? after = null)
    {
        var moment = after ?? AsOf;
        var walk = new RandomWalk(60, today: new DateOnly(2026, 3, 12), time: new TimeOnly(15, 0));
        var (days, sessions) = (walk.Daily.Sessions, walk.Intraday.Sessions);
        foreach (
            var column in new[]
            {
                walk.Daily.Open,
                walk.Daily.High,
                walk.Daily.Low,
                walk.Daily.Close,
                walk.Daily.Volume,
            }
        )
            for (var cell = 0; cell < column.Length; cell++)
                if (NyseCalendar.Instance.SessionOn(days[cell % days.Count])!.Close > moment)
                    column[cell] *= future;
        const int Bars = IntradayPanel.BarsPerSession;
        foreach (
            var column in new[]
            {
                walk.Intraday.Open,
                walk.Intraday.High,
                walk.Intraday.Low,
                walk.Intraday.Close,
                walk.Intraday.Volume,
            }
        )
            for (var cell = 0; cell < column.Length; cell++)
            {
                var (session, slot) = Math.DivRem(cell % (sessions.Count * Bars), Bars);
                if (sessions[session].Open + ((slot + 1) * Session.BarLength) > moment)
                    column[cell] *= future;
            }
        double At(DateTimeOffset time, double value) => time > moment ? value * future : value;
        return new RecordedMarket(
            walk.Universe,
            walk.Daily,
            walk.Intraday,
            days.Select(d => NewYork.ToUtc(d, new TimeOnly(16, 15))).Select(t => new VixClose(t, At(t, 18))),
            Enumerable
                .Range(-40, 60)
                .Select(hour => AsOf.AddHours(hour))
                .Select(
                    (t, i) =>
                        new NewsArticle(
                            $"a{i}",
                            t,
                            "",
                            At(t, 0.3),
                            [],
                            [new TickerSentiment(walk.Universe[20 + (i % 30)].Symbol, 1, At(t, 0.4))]
                        )
                ),
            days.Select(d => (Day: d, Released: NewYork.ToUtc(d.AddDays(1), new TimeOnly(8, 30))))
                .Select((d, i) => new MacroValue("EFFR", d.Day, d.Released, At(d.Released, 3 + (0.01 * (i % 7))))),
            NyseCalendar.Instance,
            new IngestionOptions()
        );
    }

    private static Dictionary<Symbol, Quote> Quotes(double future)
    {
        var walk = new RandomWalk(60);
        return walk.Universe.Instruments.ToDictionary(
            i => i.Symbol,
            i =>
                i.Symbol.Value.EndsWith('1')
                    ? new Quote(i.Symbol, 50m * (decimal)future, 51m * (decimal)future, 1, 1, AsOf.AddSeconds(1))
                    : new Quote(i.Symbol, 50m, 50.02m, 1, 1, AsOf.AddSeconds(-1))
        );
    }

    private static MarketSnapshot WithNewer(MarketSnapshot snapshot, string datum)
    {
        var later = AsOf.AddSeconds(1);
        var symbol = SectorFunds.Market;
        return datum switch
        {
            "daily" => snapshot with
            {
                Daily = new DailyPanel([.. snapshot.Daily!.Sessions, Today], snapshot.Universe.Count),
            },
            "bar" => snapshot with { Intraday = WithABar(snapshot) },
            "session" => snapshot with
            {
                Intraday = new IntradayPanel(
                    NyseCalendar.Instance.LastSessions(Today.AddDays(1), 21),
                    snapshot.Universe.Count
                ),
            },
            "quote" => snapshot with
            {
                Quotes = new Dictionary<Symbol, Quote> { [symbol] = new(symbol, 1m, 2m, 1, 1, later) },
            },
            "vix" => snapshot with { Vix = [.. snapshot.Vix, new VixClose(later, 20)] },
            "news" => snapshot with { News = [.. snapshot.News, new NewsArticle("later", later, "", 0, [], [])] },
            "macro" => snapshot with
            {
                Macro = [.. snapshot.Macro, new MacroValue("EFFR", Today.AddDays(-1), later, 1)],
            },
            "account" => snapshot with { Account = new AccountReading(later, 1m, 1m, 1m, []) },
            _ => throw new ArgumentOutOfRangeException(nameof(datum), datum, "Unknown datum."),
        };
    }

    private static IntradayPanel WithABar(MarketSnapshot snapshot)
    {
        // A window shows nothing of what comes after it: a panel of its own that ends with the same session.
        var panel = new IntradayPanel(snapshot.Intraday!.Sessions, snapshot.Universe.Count);
        var symbol = Symbol.Parse("S00003");
        // Six bars are complete at 11:00; the seventh ends at 11:15.
        panel.Set(
            snapshot.Universe.IndexOf(symbol),
            panel.Sessions.Count - 1,
            6,
            new Bar(symbol, Session.Open + (6 * Session.BarLength), 10m, 11m, 9m, 10m, 100m)
        );
        return panel;
    }
}
