namespace QuantFund.Core.Features.Macro;

/// <summary>What a composite was made from: the inputs used, and the age in days of the oldest one's period; NaN without any.</summary>
public sealed record MacroBasis(string Composite, IReadOnlyList<string> Inputs, double OldestDays);
