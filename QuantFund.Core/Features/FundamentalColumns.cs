namespace QuantFund.Core.Features;

/// <summary>
/// Ratios of companies over the universe, fractions, NaN = not known or older than 100 days: what a fundamentals source
/// fills. Debt over equity and EBITDA over enterprise value are plain ratios; stability is −1 × the standard deviation of
/// yearly earnings over their mean.
/// </summary>
public sealed record FundamentalColumns(
    ReadOnlyMemory<double> ReturnOnEquity,
    ReadOnlyMemory<double> OperatingMargin,
    ReadOnlyMemory<double> DebtToEquity,
    ReadOnlyMemory<double> EarningsStability,
    ReadOnlyMemory<double> EarningsYield,
    ReadOnlyMemory<double> BookToPrice,
    ReadOnlyMemory<double> EbitdaToEnterpriseValue
)
{
    /// <summary>No source of fundamentals.</summary>
    public static FundamentalColumns None { get; } = new(default, default, default, default, default, default, default);

    public bool IsEmpty => ReturnOnEquity.IsEmpty;

    /// <summary>True when all seven ratios of a row are known.</summary>
    public bool Has(int row) =>
        !IsEmpty
        && !double.IsNaN(
            ReturnOnEquity.Span[row]
                + OperatingMargin.Span[row]
                + DebtToEquity.Span[row]
                + EarningsStability.Span[row]
                + EarningsYield.Span[row]
                + BookToPrice.Span[row]
                + EbitdaToEnterpriseValue.Span[row]
        );
}
