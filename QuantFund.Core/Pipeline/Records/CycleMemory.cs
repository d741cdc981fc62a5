using QuantFund.Core.Costs;
using QuantFund.Core.Features;
using QuantFund.Core.Learning;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Pipeline.Records;

/// <summary>
/// What one cycle hands the next: last regime labels, each strategy's open opinions, the book's scale, why each position
/// is there, track records. Part of a cycle's inputs, so that replay and backtest agree with live. Each phase defines its
/// own part, and each part is bounded.
/// </summary>
public sealed record CycleMemory
{
    public static CycleMemory Empty { get; } = new();

    public RegimeMemory Regime { get; init; } = RegimeMemory.Empty;

    public OpinionMemory Opinions { get; init; } = OpinionMemory.Empty;

    /// <summary>k of the last vote; NaN in a new fund.</summary>
    public double BookScale { get; init; } = double.NaN;

    /// <summary>VIX scale × ladder scale of the last review.</summary>
    public double RiskScale { get; init; } = 1;

    /// <summary>Size by the VIX of the last review, with its hysteresis.</summary>
    public double VixSize { get; init; } = 1;

    /// <summary>Why each position is there; a position that is not listed was there before the fund.</summary>
    public IReadOnlyList<PositionOrigin> Origins { get; init; } = [];

    /// <summary>What fills have taught of slippage.</summary>
    public SlippageMemory Slippage { get; init; } = SlippageMemory.Empty;

    public LearningMemory Learning { get; init; } = LearningMemory.Empty;
}
