using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.LongShort;

/// <summary>
/// Good companies at a fair price against the rest: the mean rank of quality (return on equity, operating margin,
/// −debt/equity, earnings stability) and of value (earnings yield, book/price, EBITDA/enterprise value), half each; within
/// each sector the top fifth long, the bottom fifth short. Dollar- and sector-neutral; silent where fewer than half of the
/// shares have fresh fundamentals, and without a source of them. Source: Asness, Frazzini and Pedersen 2019.
/// </summary>
public sealed class QualityValueLongShort : IStrategy
{
    public const double LeastCoverage = 0.5;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("quality-value-ls"),
            StrategyCategory.LongShort,
            StrategyFamily.Quality,
            Horizon.Days(63),
            PriorIc: 0.02,
            Neutral: true,
            "Asness, Frazzini, Pedersen 2019"
        )
        {
            ReadsBeside =
            [
                "return on equity",
                "operating margin",
                "debt over equity",
                "earnings stability",
                "earnings yield",
                "book over price",
                "EBITDA over enterprise value",
            ],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Daily(context, opinions))
            return;
        var fundamentals = context.Features.Fundamentals;
        if (fundamentals.IsEmpty)
        {
            opinions.StaySilent(Abstention.SourceStale, "There is no source of fundamentals.");
            return;
        }
        var rows = new List<int>();
        var shares = 0;
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            // A share that is not listed yet has no fundamentals, and says nothing of the source.
            shares += double.IsNaN(context.Features.Prices[row]) ? 0 : 1;
            if (fundamentals.Has(row))
                rows.Add(row);
            else
                opinions.Abstain(row, Abstention.FundamentalsMissing);
        }
        if (Tolerance.Below(rows.Count, LeastCoverage * shares))
        {
            opinions.StaySilent(
                Abstention.SourceStale,
                $"Only {rows.Count} of {shares} shares have fresh fundamentals; half are needed."
            );
            return;
        }
        SectorRanks.Opine(Scores(fundamentals, rows, opinions.Count), context.Features.Universe, opinions);
    }

    /// <summary>(mean rank of quality + mean rank of value)/2 of the rows given, NaN elsewhere.</summary>
    public static double[] Scores(FundamentalColumns fundamentals, IReadOnlyList<int> rows, int count)
    {
        var scores = new double[count];
        Array.Fill(scores, double.NaN);
        foreach (var row in rows)
            scores[row] = 0;
        Add(fundamentals.ReturnOnEquity, 1, 8);
        Add(fundamentals.OperatingMargin, 1, 8);
        Add(fundamentals.DebtToEquity, -1, 8);
        Add(fundamentals.EarningsStability, 1, 8);
        Add(fundamentals.EarningsYield, 1, 6);
        Add(fundamentals.BookToPrice, 1, 6);
        Add(fundamentals.EbitdaToEnterpriseValue, 1, 6);
        return scores;

        void Add(ReadOnlyMemory<double> column, int sign, double parts)
        {
            var values = new double[rows.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = sign * column.Span[rows[i]];
            var ranks = Ranks.Of(values);
            for (var i = 0; i < values.Length; i++)
                scores[rows[i]] += ranks[i] / parts;
        }
    }
}
