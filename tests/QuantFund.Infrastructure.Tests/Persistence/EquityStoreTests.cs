using AwesomeAssertions;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Persistence;

public sealed class EquityStoreOnSqlite() : EquityStoreTests(new SqliteSource());

public sealed class EquityStoreOnPostgres(PostgresServer server) : EquityStoreTests(new PostgresSource(server));

public abstract class EquityStoreTests(IStoreSource source) : StoreContract(source)
{
    private static readonly EquityMarks Marks = new(100_000m, 90_000m, new DateOnly(2026, 1, 5), 99_000m, 2, 50_000m)
    {
        Proven = new ProvenMarks([new(Given.Apple, 249.75m)]),
    };

    [Fact]
    public async Task Marks_SurviveARestart()
    {
        (await Fund.Equity.MarksAsync(Stop)).Should().BeNull();
        var first = await Fund.Equity.AppendAsync(Point(0), Marks with { HighWaterMark = 1m }, null, Stop);
        (await Fund.Equity.SaveMarksAsync(Marks, first, Stop)).Should().Be(Marks);

        var restarted = await AnotherAsync();

        (await restarted.Equity.MarksAsync(Stop)).Should().Be(Marks);
    }

    [Fact]
    public async Task Marks_OfAnEngineThatMissedAResume_LeaveTheNewOnes_AndItHearsOfThem()
    {
        var known = await Fund.Equity.AppendAsync(Point(0), Marks, null, Stop);
        await Fund.States.HaltAsync("Enough.", "risk", Stop);
        var other = await AnotherAsync();
        await other.States.ResumeAsync("All clear.", "command-line", 95_000m, Stop);

        var held = await Fund.Equity.AppendAsync(Point(1), known with { DayOpen = 1m }, known, Stop);

        var anew = Marks.AnewAt(95_000m);
        held.Should().Be(anew);
        (await other.Equity.MarksAsync(Stop)).Should().Be(anew);
        (await Fund.Equity.RangeAsync(null, null, null, 10, Stop)).Should().Equal(Point(0), Point(1));
    }

    [Fact]
    public async Task Points_AreOldestFirst_FromAndToIncluded()
    {
        await AppendAsync(5);

        var points = await Fund.Equity.RangeAsync(Given.Slot.AddMinutes(1), Given.Slot.AddMinutes(3), null, 10, Stop);

        points.Should().Equal(Point(1), Point(2), Point(3));
    }

    [Fact]
    public async Task Point_OfTheSameMoment_ReplacesTheOneBefore()
    {
        await Fund.Equity.AppendAsync(Point(0) with { Equity = 1m }, Marks, Marks, Stop);
        await Fund.Equity.AppendAsync(Point(0), Marks, Marks, Stop);

        (await Fund.Equity.RangeAsync(null, null, null, 10, Stop)).Should().Equal(Point(0));
    }

    [Fact]
    public async Task Resolution_GivesTheLastPointOfEachBucket()
    {
        // 14:45 to 15:24 in minutes: the quarters beginning 14:45, 15:00 and 15:15 end with 14:59, 15:14 and 15:24.
        await AppendAsync(40);

        var points = await Fund.Equity.RangeAsync(null, null, TimeSpan.FromMinutes(15), 100, Stop);

        points.Should().Equal(Point(14), Point(29), Point(39));
    }

    [Fact]
    public async Task Resolution_CountsOnlyPointsOfTheRange()
    {
        await AppendAsync(40);

        var points = await Fund.Equity.RangeAsync(null, Given.Slot.AddMinutes(20), TimeSpan.FromMinutes(15), 100, Stop);

        points.Should().Equal(Point(14), Point(20));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(9, 5)]
    [InlineData(4, 4)]
    [InlineData(1, 1)]
    public async Task Points_AreThinnedEvenly_AndTheNewestStays(int most, int given)
    {
        await AppendAsync(10);

        var points = await Fund.Equity.RangeAsync(null, null, null, most, Stop);

        points.Should().HaveCount(given);
        points[^1].Should().Be(Point(9));
        points.Should().BeInAscendingOrder(p => p.Time);
    }

    [Fact]
    public async Task BucketsToo_AreThinned()
    {
        await AppendAsync(40);

        var points = await Fund.Equity.RangeAsync(null, null, TimeSpan.FromMinutes(15), 2, Stop);

        points.Should().Equal(Point(14), Point(39));
    }

    [Fact]
    public async Task FractionThatIsNotFinite_ComesBackAsNaN()
    {
        await Fund.Equity.AppendAsync(
            Point(0) with
            {
                Gross = double.NaN,
                Net = double.PositiveInfinity,
            },
            Marks,
            Marks,
            Stop
        );

        var point = (await Fund.Equity.RangeAsync(null, null, null, 10, Stop)).Should().ContainSingle().Subject;

        point.Gross.Should().Be(double.NaN);
        point.Net.Should().Be(double.NaN);
        point.Drawdown.Should().Be(0.01);
    }

    private static EquityPoint Point(int minute) =>
        new(Given.Slot.AddMinutes(minute), 100_000.25m + minute, 0.01, 1.5, -0.125);

    private async Task AppendAsync(int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
            await Fund.Equity.AppendAsync(Point(minute), Marks, Marks, Stop);
    }
}
