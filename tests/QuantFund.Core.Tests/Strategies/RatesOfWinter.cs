using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;
using QuantFund.Testing.Decision;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>A market that knows four interest rates, released the morning after: EFFR 3.64%, DGS2 3.45%, DGS10 4.25%, T10Y2Y .80%.</summary>
internal static class RatesOfWinter
{
    private static readonly (string Series, double Percent)[] Rates =
    [
        ("EFFR", 3.64),
        ("DGS2", 3.45),
        ("DGS10", 4.25),
        ("T10Y2Y", 0.80),
    ];

    public static RandomWalk On(RandomWalk walk, params IEnumerable<string> without)
    {
        walk.Macro =
        [
            .. from rate in Rates
            where !without.Contains(rate.Series, StringComparer.Ordinal)
            from day in walk.Daily.Sessions.TakeLast(20)
            select new MacroValue(rate.Series, day, NewYork.ToUtc(day.AddDays(1), new TimeOnly(8, 30)), rate.Percent),
        ];
        return walk;
    }
}
