namespace QuantFund.Core.Domain.Instruments;

/// <summary>One of the 11 GICS sectors by its English name, or <c>ETF - Kind</c> for a fund.</summary>
public readonly record struct Sector(string Name)
{
    public bool IsFund => Name.StartsWith("ETF", StringComparison.Ordinal);

    public override string ToString() => Name ?? "";
}
