using AwesomeAssertions;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Simulation.Clock;
using Xunit;

namespace QuantFund.Core.Tests.Ingestion;

/// <summary>Account, news and quotes come at their period, whatever the speed of market time and the other sources do.</summary>
public sealed class SourceDrivingTests
{
    private static readonly Session Monday = NyseCalendar.Instance.SessionOn(new DateOnly(2026, 1, 5))!;
    private static readonly Universe Universe = new([
        new Instrument(Symbol.Parse("SPY"), "S&P 500", new Sector("ETF - Equity"), InstrumentKind.Etf),
    ]);
    private static readonly TimeSpan Played = TimeSpan.FromMinutes(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task InTenMinutes_NineteenOfTwentyRefreshesCome_WithinOnePointTwoPeriods(int speed)
    {
        using var play = new Play(speed);

        // Away from the test's own context every timer's work is done within the advance that fires it.
        await Task.Run(() => play.RunAsync(slow: false), Stop);

        play.Share("account", TimeSpan.FromSeconds(30)).Should().BeGreaterThanOrEqualTo(0.95);
        play.Share("news", TimeSpan.FromSeconds(30)).Should().BeGreaterThanOrEqualTo(0.95);
        play.Share("quotes", TimeSpan.FromSeconds(10)).Should().BeGreaterThanOrEqualTo(0.95);
        play.Asked["account"].Count.Should().BeInRange(20, 21);
        play.Asked["quotes"].Count.Should().BeInRange(59, 61);
        play.StaleQuotes.Should().Be(0, "quotes are fresh for 15 s and come each 10 s");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task ASourceThatNeverAnswers_MovesNoOther(int speed)
    {
        using var play = new Play(speed);

        await Task.Run(() => play.RunAsync(slow: true), Stop);

        play.Share("account", TimeSpan.FromSeconds(30)).Should().BeGreaterThanOrEqualTo(0.95);
        play.Share("quotes", TimeSpan.FromSeconds(10)).Should().BeGreaterThanOrEqualTo(0.95);
        play.StaleQuotes.Should().Be(0);
    }

    [Fact]
    public async Task BarsAreAskedForWhenOneHasEnded_NotBefore_AndAtOnce()
    {
        using var play = new Play(1);

        await Task.Run(() => play.RunAsync(slow: false), Stop);

        // Played from 10:00:00 to 10:10:00: the bar of 9:45 is known at the first question, the next ends at 10:15.
        play.Asked["bars"].Should().ContainSingle();
        await Task.Run(() => play.OnAsync(TimeSpan.FromMinutes(6)), Stop);
        play.Asked["bars"].Should().HaveCount(2);
        (play.Asked["bars"][1] - Monday.Open.AddMinutes(45)).Should().BeLessThan(TimeSpan.FromSeconds(1));
    }

    private sealed class Play : IQuoteFeed, INewsFeed, IAccountFeed, IIntradayPriceFeed, IClockMark, IDisposable
    {
        private readonly FakeTimeProvider wall = new();
        private readonly SimulatedClock clock;
        private readonly Ingestor ingestor;
        private readonly Random random = new(7);
        private readonly int speed;
        private bool slow;

        public Play(int speed)
        {
            this.speed = speed;
            clock = new SimulatedClock(
                wall,
                speed,
                NyseCalendar.Instance,
                this,
                Monday.Open.AddMinutes(30),
                Monday.Close
            );
            ingestor = new Ingestor(
                Universe,
                new IngestionFeeds(null, this, this, this, this, null, null),
                new MarketTime(clock),
                wall,
                NyseCalendar.Instance,
                new IngestionOptions()
            );
        }

        public Dictionary<string, List<DateTimeOffset>> Asked { get; } = new(StringComparer.Ordinal);

        public int StaleQuotes { get; private set; }

        public async Task RunAsync(bool slow)
        {
            this.slow = slow;
            driving = ingestor.DriveAsync(_ => { }, Stop);
            await OnAsync(Played);
        }

        private Task driving = Task.CompletedTask;

        public void Dispose() => clock.Dispose();

        /// <summary>Time goes on in uneven steps, as timers of a busy machine fire.</summary>
        public Task OnAsync(TimeSpan time)
        {
            var end = clock.GetUtcNow() + time;
            while (clock.GetUtcNow() < end && !driving.IsFaulted)
            {
                wall.Advance(TimeSpan.FromMilliseconds(random.Next(1, speed == 1 ? 200 : 8)));
                if (Asked["quotes"].Count > 1 && Quotes.Health != SourceHealth.Ok)
                    StaleQuotes++;
            }
            return driving.IsFaulted ? driving : Task.CompletedTask;
        }

        /// <summary>Share of the gaps between two questions that are at most 1.2 periods.</summary>
        public double Share(string source, TimeSpan period)
        {
            var gaps = Asked[source].Zip(Asked[source].Skip(1), (a, b) => b - a).ToList();
            return (double)gaps.Count(g => g <= period * 1.2) / gaps.Count;
        }

        private SourceStatus Quotes => ingestor.Sources.First(s => s.Name == SourceNames.Quotes);

        public Task<IReadOnlyDictionary<Symbol, Quote>> QuotesAsync(
            Universe universe,
            CancellationToken cancellation
        ) =>
            AnswerAsync<IReadOnlyDictionary<Symbol, Quote>>(
                "quotes",
                20,
                () =>
                    new Dictionary<Symbol, Quote>
                    {
                        [universe[0].Symbol] = new(universe[0].Symbol, 100m, 100.02m, 1, 1, clock.GetUtcNow()),
                    }
            );

        public Task<IReadOnlyList<NewsArticle>> NewsAsync(
            DateTimeOffset asOf,
            TimeSpan window,
            CancellationToken cancellation
        ) => AnswerAsync<IReadOnlyList<NewsArticle>>("news", slow ? int.MaxValue : 60, () => []);

        public Task<AccountReading> AccountAsync(CancellationToken cancellation) =>
            AnswerAsync("account", 15, () => new AccountReading(clock.GetUtcNow(), 1m, 1m, 1m, []));

        public Task<IReadOnlyDictionary<Symbol, Borrow>> BorrowAsync(
            Universe universe,
            CancellationToken cancellation
        ) => AnswerAsync<IReadOnlyDictionary<Symbol, Borrow>>("borrow", 5, () => new Dictionary<Symbol, Borrow>());

        public Task<IntradayPanel> IntradayAsync(
            Universe universe,
            int sessions,
            DateTimeOffset asOf,
            CancellationToken cancellation
        ) =>
            AnswerAsync(
                "bars",
                30,
                () =>
                {
                    var panel = new IntradayPanel([Monday], 1);
                    for (var slot = 0; Monday.Open + ((slot + 1) * Session.BarLength) <= clock.GetUtcNow(); slot++)
                        panel.Set(
                            0,
                            0,
                            slot,
                            new Bar(
                                universe[0].Symbol,
                                Monday.Open + (slot * Session.BarLength),
                                100m,
                                100m,
                                100m,
                                100m,
                                1m
                            )
                        );
                    return panel;
                }
            );

        public bool Reserve(DateTimeOffset until) => true;

        public bool Settle(DateTimeOffset at) => true;

        private async Task<T> AnswerAsync<T>(string source, int milliseconds, Func<T> answer)
        {
            if (!Asked.TryGetValue(source, out var times))
                Asked[source] = times = [];
            times.Add(clock.GetUtcNow());
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), wall, Stop).ConfigureAwait(false);
            return answer();
        }
    }
}
