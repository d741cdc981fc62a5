using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Components.Text;
using Xunit;

namespace QuantFund.Web.Tests.Components.Text;

public sealed class TextTests
{
    [Theory]
    [InlineData("1234567.891", "$1,234,567.89")]
    [InlineData("-12.345", "−$12.35")]
    [InlineData("-0.004", "$0.00")]
    [InlineData("0", "$0.00")]
    public void Usd_HasCents_AndAMinusBeforeTheSign(string amount, string text) =>
        Assert.Equal(text, Money.Usd(Number(amount)));

    [Theory]
    [InlineData("5", "+$5.00")]
    [InlineData("-5", "−$5.00")]
    [InlineData("0.001", "$0.00")]
    public void Signed_ShowsAPlus_ButNotOnZero(string amount, string text) =>
        Assert.Equal(text, Money.Signed(Number(amount)));

    [Theory]
    [InlineData("1", "$1.00")]
    [InlineData("0.9999", "$0.9999")]
    [InlineData("0.5", "$0.50")]
    public void Price_BelowADollar_HasUpToFourPlaces(string price, string text) =>
        Assert.Equal(text, Money.Price(Number(price)));

    [Theory]
    [InlineData("-1850", "−1,850")]
    [InlineData("0.5", "0.5")]
    public void Quantity_IsWhole_WhereItIs(string shares, string text) =>
        Assert.Equal(text, Money.Quantity(Number(shares)));

    [Theory]
    [InlineData(0.12345, 1, false, "12.3%")]
    [InlineData(-0.05, 2, false, "−5.00%")]
    [InlineData(0.05, 0, true, "+5%")]
    [InlineData(-0.00001, 1, true, "0.0%")]
    [InlineData(double.NaN, 1, false, "–")]
    public void Percent_IsAFractionTimesHundred_AndMissingIsNoZero(double f, int places, bool plus, string text) =>
        Assert.Equal(text, Fractions.Percent(f, places, plus));

    [Theory]
    [InlineData(0.05, 0.2, "25%")]
    [InlineData(-0.4, 0.2, "100%")]
    [InlineData(1, 0, "0%")]
    [InlineData(double.NaN, 1, "0%")]
    public void Width_StaysWithinTheBar(double value, double full, string width) =>
        Assert.Equal(width, Fractions.Width(value, full));

    [Theory]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(725, "12 min")]
    [InlineData(3600, "1 h")]
    [InlineData(5400, "1 h 30 min")]
    [InlineData(86400, "1 d")]
    [InlineData(97200, "1 d 3 h")]
    [InlineData(-5, "0 s")]
    public void Span_IsInTheTwoLargestUnits(double seconds, string text) =>
        Assert.Equal(text, Times.Span(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Age_OfWhatWasNeverHeard_IsMissing() => Assert.Equal("–", Times.Age(null));

    [Theory]
    [InlineData(0.83, "0.8 ms")]
    [InlineData(9.96, "10 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(1234, "1.2 s")]
    [InlineData(61_000, "1 min 1 s")]
    [InlineData(-1, "–")]
    public void Took_SuitsItsSize(double milliseconds, string text) => Assert.Equal(text, Times.Took(milliseconds));

    [Theory]
    [InlineData("2026-01-05T14:30:00Z", "Mon 5 Jan 2026, 09:30")]
    [InlineData("2026-07-06T13:30:00Z", "Mon 6 Jul 2026, 09:30")]
    [InlineData("2026-01-06T02:00:00Z", "Mon 5 Jan 2026, 21:00")]
    public void Full_IsNewYorkTime_SummerAndWinter(string utc, string text) =>
        Assert.Equal(text, Times.Full(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Recent_OfAnotherDay_NamesTheDay()
    {
        var now = new DateTimeOffset(2026, 1, 6, 15, 0, 0, TimeSpan.Zero);

        Assert.Equal("09:31:07", Times.Recent(new DateTimeOffset(2026, 1, 6, 14, 31, 7, TimeSpan.Zero), now));
        Assert.Equal("5 Jan 15:59", Times.Recent(new DateTimeOffset(2026, 1, 5, 20, 59, 0, TimeSpan.Zero), now));
    }

    [Fact]
    public void EveryStateHasWords()
    {
        foreach (var state in Enum.GetValues<TradingState>())
        {
            Assert.NotEmpty(Words.Of(state));
            Assert.NotEmpty(Words.Meaning(state));
        }
    }

    [Fact]
    public void Regime_IsASentence_AndSaysHowTheVixCameAbout()
    {
        var regime = new RegimeView(
            TrendLabel.Down,
            VolatilityLabel.Extreme,
            RiskLabel.Off,
            0.7,
            31.25,
            VixSource.Estimate
        );

        Assert.Equal("Trend down, volatility extreme, risk off", Words.Regime(regime));
        Assert.Equal("VIX 31.2 (estimated from VIXY)", Words.Vix(regime));
        Assert.Equal(
            "VIX 31.2 (close of 2026-01-20)",
            Words.Vix(regime with { VixSource = VixSource.PreviousClose, VixDate = new DateOnly(2026, 1, 20) })
        );
        Assert.Equal("VIX not known", Words.Vix(regime with { VixSource = VixSource.Missing }));
    }

    [Theory]
    [InlineData("time-series-momentum", "Time series momentum")]
    [InlineData("vwap-reversion", "VWAP reversion")]
    [InlineData("mean-reversion-ls", "Mean reversion long/short")]
    [InlineData("cs-momentum-ls", "Cross section momentum long/short")]
    [InlineData("ts-momentum-ls", "Time series momentum long/short")]
    [InlineData("quality-value-ls", "Quality value long/short")]
    [InlineData("volatility-regime-vol-target", "Volatility regime vol target")]
    [InlineData("futures-carry", "Futures carry")]
    [InlineData("sectorGross", "Sector gross")]
    [InlineData("", "")]
    public void Name_SpellsAnIdOut(string id, string name) => Assert.Equal(name, Words.Name(id));

    private static decimal Number(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
