using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace QuantFund.Core.Risk;

/// <summary>
/// Section <c>Risk</c>. Every limit is a fraction of equity unless its name says otherwise; defaults are the figures of
/// STRATEGIES, section F.
/// </summary>
public sealed class RiskOptions
{
    public const string Section = "Risk";

    /// <summary>Largest absolute weight of one name. 0.01 to 1, default 0.15.</summary>
    [Range(0.01, 1.0)]
    public double MaxPositionFraction { get; set; } = 0.15;

    /// <summary>Largest gross exposure to one sector. 0.01 to 2, default 0.30.</summary>
    [Range(0.01, 2.0)]
    public double MaxSectorGrossFraction { get; set; } = 0.30;

    /// <summary>Names join a cluster while their mean 63-day correlation is above this. 0.1 to 1, default 0.80.</summary>
    [Range(0.1, 1.0)]
    public double ClusterCorrelation { get; set; } = 0.80;

    /// <summary>Largest net exposure to one cluster, long or short. 0.01 to 2, default 0.25.</summary>
    [Range(0.01, 2.0)]
    public double MaxClusterNetFraction { get; set; } = 0.25;

    /// <summary>Largest gross exposure to one cluster. 0.01 to 4, default 0.50.</summary>
    [Range(0.01, 4.0)]
    public double MaxClusterGrossFraction { get; set; } = 0.50;

    /// <summary>Largest sum of longs. 0.01 to 2, default 1.0.</summary>
    [Range(0.01, 2.0)]
    public double MaxLongFraction { get; set; } = 1.0;

    /// <summary>Largest sum of longs and shorts. 0.01 to 4, default 2.0.</summary>
    [Range(0.01, 4.0)]
    public double MaxGrossFraction { get; set; } = 2.0;

    /// <summary>Least net exposure, negative or zero. −2 to 0, default −0.30.</summary>
    [Range(-2.0, 0.0)]
    public double MinNetFraction { get; set; } = -0.30;

    /// <summary>Largest net exposure. 0 to 2, default 1.0.</summary>
    [Range(0.0, 2.0)]
    public double MaxNetFraction { get; set; } = 1.0;

    /// <summary>Largest forecast volatility of the book, a year. 0.01 to 1, default 0.18.</summary>
    [Range(0.01, 1.0)]
    public double MaxVolatility { get; set; } = 0.18;

    /// <summary>Largest turnover of risk-adding trades in one cycle. 0.01 to 4, default 0.50.</summary>
    [Range(0.01, 4.0)]
    public double MaxTurnoverFraction { get; set; } = 0.50;

    /// <summary>False forbids new and larger shorts. Default true.</summary>
    public bool EnableShorting { get; set; } = true;

    /// <summary>Drawdown of the first rung: new risk at 0.75 of its size. 0.001 to 0.99, default 0.05.</summary>
    [Range(0.001, 0.99)]
    public double FirstRungDrawdown { get; set; } = 0.05;

    /// <summary>Drawdown of the second rung: gross cut by 30%, only reductions. Above the first, default 0.08.</summary>
    [Range(0.001, 0.99)]
    public double SecondRungDrawdown { get; set; } = 0.08;

    /// <summary>Drawdown of the third rung: gross cut by 50%, then halted. Above the second, default 0.10.</summary>
    [Range(0.001, 0.99)]
    public double ThirdRungDrawdown { get; set; } = 0.10;

    /// <summary>Loss since the session's first mark from which only reductions are allowed. 0.001 to 0.99, default 0.03.</summary>
    [Range(0.001, 0.99)]
    public double MaxDayLossFraction { get; set; } = 0.03;

    /// <summary>Symbols that are only ever reduced. Default none.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public IList<string> Restricted { get; } = [];

    /// <summary>What is wrong across fields, one sentence each; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (SecondRungDrawdown <= FirstRungDrawdown || ThirdRungDrawdown <= SecondRungDrawdown)
            yield return $"{Section}:FirstRungDrawdown, SecondRungDrawdown and ThirdRungDrawdown must rise.";
        foreach (var text in Restricted)
            if (!Domain.Symbol.TryParse(text, out _))
                yield return $"{Section}:Restricted names '{text}', which is no symbol.";
    }
}
