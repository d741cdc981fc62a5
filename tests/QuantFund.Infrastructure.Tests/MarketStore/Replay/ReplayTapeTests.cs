using System.Globalization;
using System.Text;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Simulation;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Infrastructure.MarketStore.Import;
using QuantFund.Infrastructure.MarketStore.Replay;
using QuantFund.Infrastructure.PaperExchange;
using Xunit;

namespace QuantFund.Infrastructure.Tests.MarketStore.Replay;

/// <summary>
/// A small store: 90 daily sessions from 2025-06-02. AAA has 15-minute bars too, BBB 1-minute ones, CCC none, DDD ends
/// within the window, EEE begins too late.
/// </summary>
public sealed class ReplayTapeTests : IClassFixture<ReplayTapeTests.SmallStore>, IDisposable
{
    private static readonly NyseCalendar Calendar = NyseCalendar.Instance;
    private static readonly IReadOnlyList<Session> Sessions =
    [
        .. Calendar.Sessions(new DateOnly(2025, 6, 2), new DateOnly(2025, 12, 31)).Take(90),
    ];
    private static readonly Session First = Sessions[80];
    private static readonly Session Last = Sessions[89];

    private readonly MarketFolder folder;
    private readonly ReplayTapes tapes;

    public ReplayTapeTests(SmallStore store)
    {
        folder = store.Folder;
        tapes = new ReplayTapes(folder);
    }

    public void Dispose() => tapes.Dispose();

    [Fact]
    public void TheUniverse_IsWhatHadHistoryBeforeTheFirstSession_WhateverBecomesOfItLater()
    {
        var tape = Open();

        tape.Universe.Instruments.Select(i => i.Symbol.Value).Should().Equal("AAA", "BBB", "CCC", "DDD");
        tape.Universe[0]
            .Should()
            .Be(new Instrument(tape.Universe[0].Symbol, "Triple A", new Sector("Energy"), InstrumentKind.Share));
        tape.Universe[1].Kind.Should().Be(InstrumentKind.Etf);
        tape.Source.Should().Be(MarketSource.Replay);
        (tape.First, tape.Last).Should().Be((First, Last));
    }

    [Fact]
    public void AFundsOwnUniverse_LimitsTheNames()
    {
        var own = new Universe([new Instrument(Symbol.Parse("CCC"), "C", new Sector("Energy"), InstrumentKind.Share)]);

        tapes.Open(own, First.Date, null).Universe.Instruments.Should().ContainSingle();
    }

    [Fact]
    public void ANameWithItsOwnIntradayBars_IsPlayedFromThem()
    {
        var bars = Open().Bars(First);

        // 15-minute bars of AAA close at 200 + slot; the daily ones at 100.
        bars.Close[SessionBars.Cell(0, 0)].Should().Be(200);
        bars.Close[SessionBars.Cell(0, 25)].Should().Be(225);
        bars.SpreadBps[SessionBars.Cell(0, 0)].Should().BePositive();
    }

    [Fact]
    public void OneMinuteBars_AreAddedUpToQuarterHours()
    {
        var bars = Open().Bars(First);
        var cell = SessionBars.Cell(1, 1);

        // Minutes 15 to 29 of the session: open and close 300 + minute, high 1 above, low 1 below, 10 shares each.
        bars.Open[cell].Should().Be(315);
        bars.High[cell].Should().Be(330);
        bars.Low[cell].Should().Be(314);
        bars.Close[cell].Should().Be(329);
        bars.Volume[cell].Should().Be(150);
    }

    [Fact]
    public void ANameWithDailyBarsOnly_IsPlayedFromAPathWithinThem()
    {
        var bars = Open().Bars(First);
        var cells = Enumerable.Range(0, 26).Select(slot => SessionBars.Cell(2, slot)).ToList();

        bars.Open[cells[0]].Should().Be(100);
        bars.Close[cells[25]].Should().Be(101);
        cells.Max(c => bars.High[c]).Should().Be(102);
        cells.Min(c => bars.Low[c]).Should().Be(99);
    }

    [Fact]
    public void ANameThatEnded_HasNoBars()
    {
        var bars = Open().Bars(Last);

        bars.Close[SessionBars.Cell(3, 0)].Should().Be(double.NaN);
        bars.Close[SessionBars.Cell(2, 0)].Should().NotBe(double.NaN);
    }

    [Fact]
    public void ANameThatEnded_KeepsItsLastCloseAsItsMark_HoweverLongAgoItWas()
    {
        // DDD's last bar is of session 85; the 89th looks five sessions back and finds it, the 97th is past the tape's bars.
        var tape = Open();
        var later = Calendar.Sessions(Sessions[0].Date, new DateOnly(2025, 12, 31))[97];
        var ddd = tape.Universe[3].Symbol;

        MarkAt(Last).Should().Be(101m);
        MarkAt(later).Should().Be(101m);

        decimal? MarkAt(Session session) =>
            new MarketMoment(
                tape,
                1,
                session.Open.AddHours(1),
                session,
                tape.Bars(session),
                new EarlierCloses(tape)
            ).Mark(ddd);
    }

    [Fact]
    public void DailyBars_AreOfTheLastSessionsUpToTheDate()
    {
        var panel = Open().Daily(Sessions[82].Date, 3);

        panel.Sessions.Should().Equal(Sessions[80].Date, Sessions[81].Date, Sessions[82].Date);
        panel.Row(panel.Close, 2).ToArray().Should().Equal(101, 101, 101);
    }

    [Fact]
    public void AMacroValueWithoutALag_IsKnownTheNextMorning()
    {
        var tape = Open();
        // A spread of 2025-09-08's close: 2025-09-09, 08:30 New York = 12:30 UTC.
        var release = new DateTimeOffset(2025, 9, 9, 12, 30, 0, TimeSpan.Zero);

        tape.Macro(release.AddTicks(-1)).Should().NotContain(m => m.Series == "T10Y2Y");
        tape.Macro(release).Should().ContainSingle(m => m.Series == "T10Y2Y").Which.Value.Should().Be(0.55);
    }

    [Fact]
    public void Facts_AreKnownAfterTheirRelease_AndNotBefore()
    {
        var tape = Open();
        var vix = First.Close.AddMinutes(15);
        tape.Vix(vix.AddTicks(-1), vix).Should().ContainSingle().Which.Value.Should().Be(16.5);
        tape.Vix(vix, vix.AddHours(1)).Should().BeEmpty();

        // The period begins 2025-08-01; the series' lag is 36 days: 2025-09-06, 08:30 New York = 12:30 UTC.
        var release = new DateTimeOffset(2025, 9, 6, 12, 30, 0, TimeSpan.Zero);
        tape.Macro(release.AddTicks(-1)).Should().BeEmpty();
        tape.Macro(release).Should().ContainSingle().Which.Value.Should().Be(4.3);
        tape.Macro(release.AddTicks(-1)).Should().BeEmpty();

        tape.News(First.Open.AddHours(-1), First.Open).Should().ContainSingle().Which.Tickers.Should().HaveCount(2);
    }

    [Fact]
    public void TheSameStore_IsTheSameTape_AndOtherContentIsAnother()
    {
        var (one, two) = (Open(), Open());

        two.Identity.Should().Be(one.Identity);
        two.Bars(First).Close.Should().Equal(one.Bars(First).Close);

        using var store = new SmallStore();
        using var others = new ReplayTapes(store.Folder);
        var other = others.Open(UniverseCsv.Shipped, First.Date, Last.Date);
        other.Identity.Should().Be(one.Identity, "it holds the same rows");
        var more = Path.Combine(store.Folder.Root, "vix2.csv");
        File.WriteAllText(more, "date,open,high,low,close\n2025-10-01,16,17,15,16.1\n");
        _ = new MarketImport(store.Folder).Run([more], null, null, Stop).ToList();
        others.Open(UniverseCsv.Shipped, First.Date, Last.Date).Identity.Should().NotBe(one.Identity);
        other.Bars(Last).Close.Should().Equal(one.Bars(Last).Close, "an open tape keeps its files");
    }

    [Fact]
    public void AWindowWithoutEnoughHistory_IsRefused_NamingTheEarliest() =>
        FluentActions
            .Invoking(() => tapes.Open(UniverseCsv.Shipped, Sessions[10].Date, null))
            .Should()
            .Throw<StartupException>()
            .WithMessage($"*The earliest that can be played is {Sessions[64].Date:yyyy-MM-dd}.");

    [Fact]
    public void AnEmptyStore_IsRefused_SayingWhatToImport()
    {
        using var empty = new ReplayTapes(new MarketFolder(Path.Combine(folder.Root, "empty")));

        FluentActions
            .Invoking(() => empty.Open(UniverseCsv.Shipped, null, null))
            .Should()
            .Throw<StartupException>()
            .WithMessage("*holds no daily bars*'import'*");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IMarketTape Open() => tapes.Open(UniverseCsv.Shipped, First.Date, Last.Date);

    public sealed class SmallStore : IDisposable
    {
        private readonly TempFolder temp = new();

        public SmallStore()
        {
            Folder = new MarketFolder(Path.Combine(temp.Path, "market"));
            Import();
        }

        public MarketFolder Folder { get; }

        public void Dispose() => temp.Dispose();

        private void Import()
        {
            var daily = new StringBuilder("symbol,date,open,high,low,close,volume\n");
            for (var i = 0; i < Sessions.Count; i++)
            {
                foreach (var symbol in new[] { "AAA", "BBB", "CCC", "DDD", "EEE" })
                {
                    if ((symbol == "DDD" && i > 85) || (symbol == "EEE" && i < 60))
                        continue;
                    daily.Append(
                        CultureInfo.InvariantCulture,
                        $"{symbol},{Sessions[i].Date:yyyy-MM-dd},100,102,99,101,1000000\n"
                    );
                }
            }

            var quarters = new StringBuilder("symbol,timestamp,open,high,low,close,volume\n");
            var minutes = new StringBuilder("symbol,timestamp,open,high,low,close,volume\n");
            foreach (var session in Sessions.Skip(60))
            {
                for (var slot = 0; slot < session.BarCount; slot++)
                    Row(quarters, "AAA", session.Open.AddMinutes(15 * slot), 200 + slot, 1_000);
                for (var minute = 0; minute < 390; minute++)
                    Row(minutes, "BBB", session.Open.AddMinutes(minute), 300 + minute, 10);
            }

            string[] files =
            [
                temp.File("daily.csv", daily.ToString()),
                temp.File("quarters.csv", quarters.ToString()),
                temp.File("minutes.csv", minutes.ToString()),
                temp.File("sectors.csv", "symbol,name,sector\nAAA,Triple A,Energy\nBBB,Fund B,ETF - Bonds\n"),
                temp.File("vix.csv", $"date,open,high,low,close\n{First.Date:yyyy-MM-dd},16,17,15,16.5\n"),
                temp.File("macro.csv", "series,date,value\nUNRATE,2025-08-01,4.3\nT10Y2Y,2025-09-08,0.55\n"),
                temp.File(
                    "series.csv",
                    "series,title,units,frequency,typical_release_lag_days\nUNRATE,Unemployment,percent,monthly,36\n"
                        + "T10Y2Y,Slope,percent,daily,0\n"
                ),
                temp.File(
                    "news.csv",
                    "published,article,ticker,relevance,ticker_score,ticker_label,overall_score,topics\n"
                        + $"{First.Open.AddMinutes(-5):yyyy-MM-dd'T'HH:mm:ss'Z'},a1,AAA,1,0.5,Bullish,0.2,earnings\n"
                        + $"{First.Open.AddMinutes(-5):yyyy-MM-dd'T'HH:mm:ss'Z'},a1,BBB,0.5,0.1,Neutral,0.2,earnings\n"
                ),
            ];
            new MarketImport(Folder).Run(files, null, null, Stop).Should().AllBeOfType<ImportedFile.Stored>();
        }

        private static void Row(StringBuilder text, string symbol, DateTimeOffset time, int price, int volume) =>
            text.Append(
                CultureInfo.InvariantCulture,
                $"{symbol},{time:yyyy-MM-dd'T'HH:mm:ss'Z'},{price},{price + 1},{price - 1},{price},{volume}\n"
            );
    }
}
