using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using Xunit;

namespace QuantFund.Core.Tests.Features;

public sealed class PriceDoubtTests
{
    private const int Days = 60;
    private const int At = 40;

    private static readonly Session[] Sessions =
    [
        .. NyseCalendar.Instance.Sessions(new DateOnly(2025, 1, 2), new DateOnly(2025, 12, 31)).Take(Days),
    ];

    // From 100 with 1,000 shares a day; from session 40 at 100 × ratio with the volume that is given.
    [Theory]
    [InlineData(0.1, 10_000, true)] // 10:1 as printed: as many dollars as ever
    [InlineData(0.5, 2_000, true)]
    [InlineData(0.509, 2_000, true)] // within 2%
    [InlineData(0.6667, 1_500, true)]
    [InlineData(2.0, 500, true)]
    [InlineData(15, 67, true)]
    [InlineData(1 / 7.0, 7_000, true)] // a split that no list has
    [InlineData(0.5, 5_999, true)] // dollars below three times the mean
    [InlineData(0.5, 6_000, false)] // a crash: three times the dollars
    [InlineData(0.53, 2_000, false)] // no split's ratio
    [InlineData(0.7, 1_000, false)]
    [InlineData(2.6, 12_000, false)] // a take-over
    public void AJumpIsDoubted_WhenItIsASplitsAndItsVolumeIsOrdinary(double ratio, double volume, bool doubted)
    {
        var panel = Panel(day => day < At ? 100 : 100 * ratio, day => day < At ? 1_000 : volume);

        var doubt = PriceDoubt.Of(panel, 0, 0, Days);

        doubt.HasValue.Should().Be(doubted);
        if (doubted)
            (doubt!.Value.Session, doubt.Value.Before).Should().Be((At, 100));
        PriceDoubt.Of(panel, 0, 0, At).Should().BeNull("it had not happened yet");
    }

    [Theory]
    [InlineData(1.4, 1_000, 100, true)]
    [InlineData(0.7, 1_000, 105, true)]
    [InlineData(1.4, 3_000, 100, false)] // many traded there
    [InlineData(1.4, 1_000, 115, false)] // it did not come back
    [InlineData(1.3, 1_000, 100, false)]
    public void ABarThatTheNextOneTakesBack_IsABadTick(double ratio, double volume, double after, bool doubted)
    {
        var panel = Panel(
            day =>
                day == At ? 100 * ratio
                : day > At ? after
                : 100,
            day => day == At ? volume : 1_000
        );

        PriceDoubt.Of(panel, 0, 0, Days).HasValue.Should().Be(doubted);
    }

    [Fact]
    public void AnExplainedJump_IsBelieved_InEveryWindowOfThePanel()
    {
        var panel = Panel(day => day < At ? 100 : 50, _ => 1_000);
        panel.Explain(0, Sessions[At].Date);

        PriceDoubt.Of(panel, 0, 0, Days).Should().BeNull();
        var window = panel.Window(10, Days - 10);
        PriceDoubt.Of(window, 0, 0, window.Sessions.Count).Should().BeNull();
    }

    [Fact]
    public void ANameInDoubt_HasItsPriceAndNothingElse_AndTheOthersAreAsWithoutIt()
    {
        var broken = Table(day => day < At ? 100 : 10);
        var other = Table(day => day < At ? 100 : 300);
        var absent = Table(_ => double.NaN);

        var row = broken.Universe.IndexOf(Symbol.Parse("B"));
        broken.DoubtOf(row).Should().NotBeNull();
        broken.Prices[row].Should().Be(10);
        broken[Feature.Ret5, row].Should().Be(double.NaN);
        broken[Feature.Vol21, row].Should().Be(double.NaN);
        broken.Returns.Has(row, 1).Should().BeFalse();
        foreach (var table in (FeatureTable[])[other, absent])
        {
            for (var feature = Feature.Ret1; feature <= Feature.RelStrength; feature++)
            for (var r = 0; r < table.Count; r++)
                if (r != row)
                    broken[feature, r].Should().Be(table[feature, r]);
            broken.Market.Should().BeEquivalentTo(table.Market);
        }
    }

    // The ticker has no bar for that many sessions, and 20 bars after them: enough for ret_5, not for ret_21 or vol_21.
    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void ATickerThatComesBackAfterMoreThanTenSessions_IsANewInstrument(int gap, bool same)
    {
        var table = Table(day => day >= At - gap && day < At ? double.NaN : 100 + (day % 3));

        var row = table.Universe.IndexOf(Symbol.Parse("B"));
        table[Feature.Ret5, row].Should().NotBe(double.NaN);
        double.IsNaN(table[Feature.Ret21, row]).Should().Be(!same);
        double.IsNaN(table[Feature.Vol21, row]).Should().Be(!same);
        table.Returns.Has(row, 30).Should().Be(same);
    }

    private static FeatureTable Table(Func<int, double> price)
    {
        var universe = new Universe(
            ((string[])["A", "B", "SPY"]).Select(n => new Instrument(
                Symbol.Parse(n),
                n,
                new Sector("Energy"),
                InstrumentKind.Share
            ))
        );
        var panel = new DailyPanel([.. Sessions.Select(s => s.Date)], universe.Count);
        for (var row = 0; row < universe.Count; row++)
            Fill(
                panel,
                row,
                universe[row].Symbol.Value == "B" ? price : d => 50 + (((d * (row + 3)) % 7) * 0.1),
                _ => 1_000
            );
        return FeatureEngine.Build(
            new MarketSnapshot(
                Sessions[^1].Close.AddHours(1),
                universe,
                panel,
                null,
                new Dictionary<Symbol, Quote>(),
                [],
                [],
                [],
                null,
                new Dictionary<Symbol, Borrow>(),
                []
            )
        );
    }

    private static DailyPanel Panel(Func<int, double> price, Func<int, double> volume)
    {
        var panel = new DailyPanel([.. Sessions.Select(s => s.Date)], 1);
        Fill(panel, 0, price, volume);
        return panel;
    }

    private static void Fill(DailyPanel panel, int row, Func<int, double> price, Func<int, double> volume)
    {
        for (var day = 0; day < Days; day++)
        {
            var at = (row * Days) + day;
            panel.Open[at] = panel.High[at] = panel.Low[at] = panel.Close[at] = price(day);
            panel.Volume[at] = double.IsNaN(price(day)) ? double.NaN : volume(day);
        }
    }
}
