using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>
/// The macro series that features read, since 2013, each released after its usual lag at 08:30 New York time. Series
/// names, units and lags are those of FRED; the numbers are made: slow mean-reverting walks. From the synthetic history's
/// beginning on, the ten-year yield moves against the long bond of the market (duration 17 years).
/// </summary>
internal sealed class SyntheticMacro(ulong seed)
{
    private const double LongBondDuration = 17;
    private static readonly DateOnly Beginning = new(2013, 1, 1);
    private static readonly TimeOnly ReleaseHour = new(8, 30);

    private readonly List<MacroValue> values = [];
    private readonly Walker ten = new(seed, "DGS10", 3.2, .0012, .055, .6, 6.5) { Value = 2.2 };
    private readonly Walker slope = new(seed, "T10Y2Y", .7, .003, .035, -1, 2.8);
    private readonly Walker breakeven = new(seed, "T10YIE", 2.2, .004, .03, 1, 3.4);
    private readonly Walker policy = new(seed, "EFFR", 2.4, .01, .13, .05, 6) { Value = 1.5 };
    private readonly Walker tension = new(seed, "GPRD", 105, .15, 22, 25, 420);
    private readonly Walker claims = new(seed, "ICSA", 228_000, .05, 7_000, 170_000, 480_000);
    private readonly Walker conditions = new(seed, "NFCI", -.45, .05, .035, -.9, 1.6);
    private readonly Walker unemployment = new(seed, "UNRATE", 4.3, .04, .09, 3.2, 8);
    private readonly Walker jobs = new(seed, "PAYEMS", 150, .25, 70, -350, 450);
    private readonly Walker output = new(seed, "INDPRO", .0010, .5, .0030, -.03, .03);
    private readonly Walker inflation = new(seed, "CPIAUCSL", .0021, .12, .0009, -.004, .009);
    private readonly Walker core = new(seed, "CPILFESL", .0022, .10, .0005, -.001, .007);
    private DateOnly next = Beginning;
    private double policyRate = 1.5;
    private (double Cpi, double Core, double Jobs, double Output) levels = (231, 233, 135_500, 98);

    /// <summary>
    /// Makes the periods up to a date. <paramref name="ratesReturn"/> gives the long bond's return on a session of the
    /// synthetic market, null before it or on other days.
    /// </summary>
    public void ExtendTo(DateOnly date, Func<DateOnly, double?> ratesReturn)
    {
        for (; next <= date; next = next.AddDays(1))
        {
            if (next.Day == 1)
                Monthly(next);
            if (next.DayOfWeek == DayOfWeek.Friday)
                Add("NFCI", next, 5, Math.Round(conditions.Step(next), 3));
            if (next.DayOfWeek == DayOfWeek.Saturday)
                Add("ICSA", next, 5, Math.Round(claims.Step(next) / 1000) * 1000);
            Add("GPRD", next, 7, Math.Round(tension.Step(next), 2));
            if (!NyseHolidays.IsClosed(next))
                Daily(next, ratesReturn(next));
        }
    }

    /// <summary>Values released by a moment, by series and period.</summary>
    public IReadOnlyList<MacroValue> ReleasedBy(DateTimeOffset moment) =>
        [
            .. values
                .Where(v => v.Released <= moment)
                .OrderBy(v => v.Series, StringComparer.Ordinal)
                .ThenBy(v => v.Period),
        ];

    private void Daily(DateOnly day, double? bond)
    {
        if (bond is { } change)
            ten.Move(-100 * change / LongBondDuration);
        else
            ten.Step(day);
        var spread = Math.Round(slope.Step(day), 2);
        var yield = Math.Round(ten.Value, 2);
        Add("DGS10", day, 1, yield);
        Add("T10Y2Y", day, 1, spread);
        Add("DGS2", day, 1, Math.Round(yield - spread, 2));
        Add("T10YIE", day, 1, Math.Round(breakeven.Step(day), 2));
        Add("EFFR", day, 1, Math.Round(policyRate, 2));
    }

    private void Monthly(DateOnly month)
    {
        // The policy rate moves in quarter points when it has strayed from where the walk is.
        var wanted = policy.Step(month);
        if (Math.Abs(wanted - policyRate) > .25)
            policyRate = Math.Clamp(policyRate + (wanted > policyRate ? .25 : -.25), .05, 6);
        levels.Cpi *= 1 + inflation.Step(month);
        levels.Core *= 1 + core.Step(month);
        levels.Jobs += jobs.Step(month);
        levels.Output *= 1 + output.Step(month);
        Add("CPIAUCSL", month, 43, Math.Round(levels.Cpi, 3));
        Add("CPILFESL", month, 43, Math.Round(levels.Core, 3));
        Add("PAYEMS", month, 36, Math.Round(levels.Jobs));
        Add("UNRATE", month, 36, Math.Round(unemployment.Step(month), 1));
        Add("INDPRO", month, 47, Math.Round(levels.Output, 4));
    }

    private void Add(string series, DateOnly period, int lagDays, double value) =>
        values.Add(new MacroValue(series, period, NewYork.ToUtc(period.AddDays(lagDays), ReleaseHour), value));

    /// <summary>A mean-reverting walk: pulled to its mean by a share of the distance a step, within bounds.</summary>
    private sealed class Walker(
        ulong seed,
        string name,
        double mean,
        double pull,
        double shock,
        double low,
        double high
    )
    {
        private double strayed;

        public double Value
        {
            get => mean + strayed;
            set => strayed = value - mean;
        }

        public double Step(DateOnly day)
        {
            var draw = new SeededRandom(StreamSeed.Of(seed, "macro " + name, day.DayNumber));
            Move((-pull * strayed) + (shock * draw.Normal()));
            return Value;
        }

        public void Move(double change) => Value = Math.Clamp(Value + change, low, high);
    }
}
