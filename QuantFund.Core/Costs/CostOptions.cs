using System.ComponentModel.DataAnnotations;

namespace QuantFund.Core.Costs;

/// <summary>Section <c>Costs</c>; defaults are the figures of STRATEGIES, section G.</summary>
public sealed class CostOptions
{
    public const string Section = "Costs";

    /// <summary>Least expected benefit over cost of both sides. 0 to 100, default 2.0.</summary>
    [Range(0.0, 100.0)]
    public double MinBenefitCostRatio { get; set; } = 2.0;

    /// <summary>Smaller changes of weight are left alone: fraction of equity. 0 to 0.1, default 0.002.</summary>
    [Range(0.0, 0.1)]
    public double BandFraction { get; set; } = 0.002;

    /// <summary>Smaller changes than this share of the larger of present and target weight are left alone. 0 to 1, default 0.40.</summary>
    [Range(0.0, 1.0)]
    public double BandRelative { get; set; } = 0.40;

    /// <summary>Smaller trades are dropped, exits excepted: dollars. 0 to 100,000, default 200.</summary>
    [Range(0.0, 100_000.0)]
    public double MinTradeUsd { get; set; } = 200;
}
