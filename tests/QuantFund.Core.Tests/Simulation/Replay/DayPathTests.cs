using AwesomeAssertions;
using CsCheck;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Simulation;
using QuantFund.Core.Simulation.Replay;
using Xunit;

namespace QuantFund.Core.Tests.Simulation.Replay;

public sealed class DayPathTests
{
    private static readonly Symbol Name = Symbol.Parse("MSFT");
    private static readonly Session Usual = NyseCalendar.Instance.SessionOn(new DateOnly(2025, 10, 1))!;
    private static readonly Session Early = NyseCalendar.Instance.SessionOn(new DateOnly(2025, 7, 3))!;

    private static readonly Gen<Bar> Days =
        from low in Gen.Double[1, 1_000]
        from range in Gen.Double[0, 0.2]
        from open in Gen.Double[0, 1]
        from close in Gen.Double[0, 1]
        from volume in Gen.Int[0, 100_000_000]
        select Day(low, low * (1 + range), open, close, volume);

    [Fact]
    public void APath_HitsOpenExtremesAndClose_AndNeverLeavesTheDaysRange() =>
        Days.Sample(day =>
        {
            var bars = Fill(day, Usual, 1);

            bars.Open[0].Should().Be((double)day.Open);
            bars.Close[25].Should().Be((double)day.Close);
            bars.High[..26].Max().Should().Be((double)day.High);
            bars.Low[..26].Min().Should().Be((double)day.Low);
            for (var slot = 0; slot < 26; slot++)
            {
                bars.Low[slot].Should().BeLessThanOrEqualTo(Math.Min(bars.Open[slot], bars.Close[slot]));
                bars.High[slot].Should().BeGreaterThanOrEqualTo(Math.Max(bars.Open[slot], bars.Close[slot]));
            }
        });

    [Fact]
    public void VolumeFollowsTheUShape_AndSumsToTheDays()
    {
        var bars = Fill(Day(100, 102, .2, .8, 1_000_000), Usual, 1);

        // Each of the 26 shares is rounded to a whole one.
        bars.Volume[..26].Sum().Should().BeApproximately(1_000_000, 13);
        bars.Volume[0].Should().BeGreaterThan(bars.Volume[12]);
        bars.Volume[25].Should().BeGreaterThan(bars.Volume[12]);
    }

    [Fact]
    public void AnEarlyClose_HasFourteenBars()
    {
        var day = Day(100, 102, .2, .8, 1_000_000);
        var bars = Fill(day, Early, 1);

        bars.Close[13].Should().Be((double)day.Close);
        bars.Close[14..26].Should().AllSatisfy(c => c.Should().Be(double.NaN));
    }

    [Fact]
    public void TheSameDay_IsAlwaysPlayedAlike_AndAnotherSeedOrDayIsNot()
    {
        var day = Day(100, 102, .2, .8, 1_000_000);

        Fill(day, Usual, 1).High.Should().Equal(Fill(day, Usual, 1).High);
        Fill(day, Usual, 2).High.Should().NotEqual(Fill(day, Usual, 1).High);
        var next = NyseCalendar.Instance.NextAfter(Usual.Close);
        Fill(day, next, 1).High.Should().NotEqual(Fill(day, Usual, 1).High);
    }

    private static SessionBars Fill(Bar day, Session session, ulong seed)
    {
        var bars = new SessionBars(session, 1);
        DayPath.Fill(day, bars, 0, seed);
        return bars;
    }

    private static Bar Day(double low, double high, double open, double close, int volume)
    {
        var (bottom, top) = (Math.Round(low, 3), Math.Round(high, 3));
        return new Bar(
            Name,
            Usual.Open,
            (decimal)(bottom + (open * (top - bottom))),
            (decimal)top,
            (decimal)bottom,
            (decimal)(bottom + (close * (top - bottom))),
            volume
        );
    }
}
