namespace QuantFund.Core.Costs;

/// <summary>A rate from a day on, with the notice that set it. <paramref name="Most"/>: the most a trade pays, dollars; null = no cap.</summary>
public sealed record DatedFee(DateOnly From, decimal Rate, decimal? Most, string Source);

/// <summary>
/// What trades in US shares paid to regulators, from 2014 on. The last known rate goes on, and the first one holds before it.
/// Each entry names its source; "not seen" says that the notice itself was not at hand and the figure should be checked
/// before anything rests on it.
/// </summary>
public static class FeeSchedule
{
    /// <summary>Section 31 of the Securities Exchange Act: dollars per dollar sold.</summary>
    public static IReadOnlyList<DatedFee> Section31 { get; } =
    [
        PerMillion(2013, 5, 25, 17.40m, "named as the rate before in FINRA Information Notice 3/3/14"),
        PerMillion(2014, 3, 18, 22.10m, "FINRA Information Notice 3/3/14"),
        PerMillion(2015, 2, 14, 18.40m, "SEC Fee Rate Advisory for Fiscal Year 2015; notice not seen"),
        PerMillion(2016, 2, 16, 21.80m, "rate in FINRA Information Notice 3/15/16; its first day not seen"),
        PerMillion(2017, 7, 4, 23.10m, "SEC press release of June 2017, quoted at second hand"),
        PerMillion(2018, 5, 22, 13.00m, "FINRA Information Notice 5/7/18"),
        PerMillion(2019, 4, 16, 20.70m, "SEC Fee Rate Advisory #2 for Fiscal Year 2019, quoted at second hand"),
        PerMillion(2020, 2, 18, 22.10m, "FINRA Information Notice 2/3/20"),
        PerMillion(
            2021,
            2,
            25,
            5.10m,
            "SEC Fee Rate Advisory #2 for Fiscal Year 2021; FINRA Information Notice 2/16/21"
        ),
        PerMillion(2022, 5, 14, 22.90m, "SEC Fee Rate Advisory for Fiscal Year 2022; notice not seen"),
        PerMillion(2023, 2, 27, 8.00m, "SEC Release 34-96724 (88 FR 5051)"),
        PerMillion(2024, 5, 22, 27.80m, "SEC Release 34-99973 (89 FR 29402)"),
        PerMillion(2025, 5, 14, 0m, "SEC Release 34-102779 (90 FR 15492); FINRA Information Notice 4/24/25"),
        PerMillion(2026, 4, 4, 20.60m, "secondary source; notice not seen"),
    ];

    /// <summary>FINRA's trading activity fee: dollars a share sold, capped a trade (By-Laws, Schedule A, Section 1).</summary>
    public static IReadOnlyList<DatedFee> TradingActivity { get; } =
    [
        new(
            new DateOnly(2012, 7, 1),
            0.000119m,
            5.95m,
            "FINRA Regulatory Notice 12-31; notice not seen, rate in brokers' pages"
        ),
        new(new DateOnly(2022, 1, 1), 0.000130m, 6.49m, "SR-FINRA-2020-032 (85 FR 66592)"),
        new(new DateOnly(2023, 1, 1), 0.000145m, 7.27m, "SR-FINRA-2020-032 (85 FR 66592)"),
        new(new DateOnly(2024, 1, 1), 0.000166m, 8.30m, "SR-FINRA-2020-032 (85 FR 66592)"),
        new(new DateOnly(2026, 1, 1), 0.000195m, 9.79m, "SR-FINRA-2024-019 (89 FR 93709)"),
        new(new DateOnly(2026, 10, 1), 0m, 0m, "waived to the end of 2026: secondary source; notice not seen"),
        new(new DateOnly(2027, 1, 1), 0.000195m, 9.79m, "the rate before the waiver; the one of 2027 not seen"),
    ];

    /// <summary>The consolidated audit trail's fee: dollars a share, on both sides of every trade. None before it was charged.</summary>
    public static IReadOnlyList<DatedFee> AuditTrail { get; } =
    [
        new(new DateOnly(2012, 7, 1), 0m, null, "not charged to members before CAT Fee 2024-1"),
        new(new DateOnly(2024, 9, 1), 0.000035m, null, "CAT Fee 2024-1: FINRA Rule 6897; CAT FAQ V6"),
        new(
            new DateOnly(2024, 10, 1),
            0.000048m,
            null,
            "CAT Fee 2024-1 and Historical CAT Assessment 1 (.000013): CAT FAQ V6"
        ),
        new(
            new DateOnly(2025, 1, 1),
            0.000035m,
            null,
            "CAT Fee 2025-1 (.000022) and Historical CAT Assessment 1; alert not seen"
        ),
        new(
            new DateOnly(2025, 7, 1),
            0.000022m,
            null,
            "CAT Fee 2025-2 (.000009) and Historical CAT Assessment 1; alert not seen"
        ),
        new(new DateOnly(2026, 1, 1), 0.000003m, null, "secondary source; alert not seen"),
    ];

    /// <summary>The entry that holds on a day.</summary>
    public static DatedFee On(IReadOnlyList<DatedFee> fees, DateOnly date)
    {
        var at = fees.Count - 1;
        while (at > 0 && fees[at].From > date)
            at--;
        return fees[at];
    }

    private static DatedFee PerMillion(int year, int month, int day, decimal dollars, string source) =>
        new(new DateOnly(year, month, day), dollars / 1_000_000m, null, source);
}
