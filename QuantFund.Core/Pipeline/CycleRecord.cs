using QuantFund.Core.Domain;

namespace QuantFund.Core.Pipeline;

/// <summary>The complete account of one cycle: nothing about a decision lives anywhere else.</summary>
public sealed record CycleRecord
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required CycleId Id { get; init; }

    /// <summary>The market time that the decision was made at; nothing newer was read.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
