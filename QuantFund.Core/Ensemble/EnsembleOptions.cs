using System.ComponentModel.DataAnnotations;

namespace QuantFund.Core.Ensemble;

/// <summary>The part of section <c>Fund</c> that the vote reads.</summary>
public sealed class EnsembleOptions
{
    public const string Section = "Fund";

    /// <summary>Volatility that the book is scaled to, a fraction a year. 0.01 to 0.5, default 0.10.</summary>
    [Range(0.01, 0.5)]
    public double TargetVolatility { get; set; } = 0.10;
}
