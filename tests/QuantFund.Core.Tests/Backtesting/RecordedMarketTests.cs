using AwesomeAssertions;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Backtesting;

public sealed class RecordedMarketTests
{
    private static readonly RandomWalk Walk = new(5);

    [Fact]
    public void ASnapshot_HoldsWhatWasKnownByThen_AndNothingLater()
    {
        // Monday 2026-03-09 at 16:15 New York; the day's release at 08:30 on the 10th and the VIX of the 10th lie after it.
        var asOf = NewYork.ToUtc(new DateOnly(2026, 3, 9), new TimeOnly(16, 15));
        var market = Market(asOf);

        var snapshot = market.Latest(asOf);

        snapshot.Daily!.Sessions[^1].Should().Be(new DateOnly(2026, 3, 9));
        snapshot.Vix.Should().ContainSingle().Which.Value.Should().Be(18);
        snapshot.Macro.Should().ContainSingle().Which.Value.Should().Be(3.6);
        snapshot.News.Should().ContainSingle().Which.Id.Should().Be("known");
    }

    [Fact]
    public void ADayThatHasNotClosed_HasNoDailyBar()
    {
        var close = NewYork.ToUtc(new DateOnly(2026, 3, 9), new TimeOnly(16, 0));

        Market(close).Latest(close.AddTicks(-1)).Daily!.Sessions[^1].Should().Be(new DateOnly(2026, 3, 6));
        Market(close).Latest(close).Daily!.Sessions[^1].Should().Be(new DateOnly(2026, 3, 9));
    }

    [Fact]
    public void ASourceThatWasNeverRecorded_IsOff_AndOneThatEndedIsStale()
    {
        var asOf = NewYork.ToUtc(new DateOnly(2026, 3, 20), new TimeOnly(16, 15));

        var snapshot = Market(asOf.AddDays(-11)).Latest(asOf);

        snapshot.Source(SourceNames.IntradayPrices)!.Health.Should().Be(SourceHealth.Off);
        snapshot.Source(SourceNames.DailyPrices)!.Health.Should().Be(SourceHealth.Stale);
        snapshot.Source(SourceNames.News)!.Health.Should().Be(SourceHealth.Stale);
    }

    private static RecordedMarket Market(DateTimeOffset asOf) =>
        new(
            Walk.Universe,
            Walk.Daily,
            null,
            [new VixClose(asOf, 18), new VixClose(asOf.AddTicks(1), 40)],
            [
                new NewsArticle("known", asOf, "", 0.1, [], []),
                new NewsArticle("later", asOf.AddTicks(1), "", 0.1, [], []),
            ],
            [
                new MacroValue("EFFR", new DateOnly(2026, 3, 8), asOf, 3.6),
                new MacroValue("EFFR", new DateOnly(2026, 3, 9), asOf.AddTicks(1), 3.7),
            ],
            NyseCalendar.Instance,
            new IngestionOptions()
        );
}
