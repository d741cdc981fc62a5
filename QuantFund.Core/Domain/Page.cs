namespace QuantFund.Core.Domain;

/// <summary>One page of a list, and the cursor that continues it; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
