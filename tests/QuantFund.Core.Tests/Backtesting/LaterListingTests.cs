using System.Collections.Frozen;
using AwesomeAssertions;
using QuantFund.Core.Backtesting;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Backtesting;

/// <summary>Names that have no bar before a date are not in the market before it: what was decided by then knows nothing of them.</summary>
public sealed class LaterListingTests
{
    private const int Played = 45;
    private const int Listed = 15;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("A1")]
    [InlineData("A1,S00007A,ZZ")]
    [InlineData("A1,B2,C3,D4,S00031X,T1,U2,V3")]
    public async Task NamesListedLater_ChangeNoTradeBefore(string symbols)
    {
        var walk = new RandomWalk(60);
        var listing = walk.Daily.Sessions[^Listed];
        var (universe, daily) = Enlarged(walk, symbols.Split(','));

        var first = await RunAsync(walk.Universe, walk.Daily);
        var second = await RunAsync(universe, daily);

        Before(second, listing).Should().Equal(Before(first, listing)).And.HaveCountGreaterThan(50);
        second.Days.TakeWhile(d => d.Date < listing).Should().Equal(first.Days.TakeWhile(d => d.Date < listing));
        second.Days[^1].Equity.Should().NotBe(first.Days[^1].Equity, "the new names are traded once they are there");
    }

    private static List<string> Before(BacktestResult result, DateOnly date) =>
        [
            .. result
                .Trades.Where(t => NewYork.DateOf(t.Time) < date)
                .Select(t =>
                    $"{t.Time:O} {t.Symbol} {t.Side} {t.Quantity} {t.Price} {t.Cost} {string.Join(';', t.Strategies)}"
                ),
        ];

    /// <summary>The same market with more shares, all of sectors that are there, each a copy of an old one from its listing on.</summary>
    private static (Universe, DailyPanel) Enlarged(RandomWalk walk, string[] symbols)
    {
        var sectors = SectorFunds.Sectors;
        var universe = new Universe([
            .. walk.Universe.Instruments,
            .. symbols.Select(
                (s, i) => new Instrument(Symbol.Parse(s), s, sectors[(5 + i) % sectors.Count], InstrumentKind.Share)
            ),
        ]);
        var sessions = walk.Daily.Sessions.Count;
        var daily = new DailyPanel(walk.Daily.Sessions, universe.Count);
        for (var row = 0; row < universe.Count; row++)
        {
            var old = walk.Universe.IndexOf(universe[row].Symbol);
            var from = old >= 0 ? 0 : sessions - Listed;
            var source = old >= 0 ? old : row % walk.Universe.Count;
            foreach (
                var (to, of) in new[]
                {
                    (daily.Open, walk.Daily.Open),
                    (daily.High, walk.Daily.High),
                    (daily.Low, walk.Daily.Low),
                    (daily.Close, walk.Daily.Close),
                    (daily.Volume, walk.Daily.Volume),
                }
            )
                of.AsSpan((source * sessions) + from, sessions - from).CopyTo(to.AsSpan((row * sessions) + from));
        }
        return (universe, daily);
    }

    private static Task<BacktestResult> RunAsync(Universe universe, DailyPanel daily)
    {
        var market = new RecordedMarket(
            universe,
            daily,
            null,
            daily.Sessions.Select(d => new VixClose(NewYork.ToUtc(d, new TimeOnly(16, 15)), 18)),
            [],
            [],
            NyseCalendar.Instance,
            new IngestionOptions()
        );
        var backtest = new Backtest(
            market,
            StrategyRoster.Standard,
            new RuleDebater(DebateMode.Full),
            () => DecisionOptions.Default,
            NyseCalendar.Instance,
            TimeProvider.System
        );
        return backtest.RunAsync(
            new BacktestPlan(
                daily.Sessions[^Played],
                daily.Sessions[^1],
                1_000_000m,
                FrozenDictionary<StrategyId, StrategyState>.Empty
            ),
            null,
            Stop
        );
    }
}
