using System.Globalization;
using QuantFund.Core.Costs;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>Which plans a person is asked about: those that turn over more than a fraction of equity; 0 = all, null = none.</summary>
public sealed record ApprovalPolicy(double? AboveFraction)
{
    private const string Above = "above:";

    public bool Asks(TradePlan plan) =>
        AboveFraction is { } bound && (bound == 0 || Tolerance.Above(plan.TurnoverFraction, bound));

    /// <summary>Null when the text is no policy.</summary>
    public static ApprovalPolicy? TryParse(string? text) =>
        text switch
        {
            "auto" => new ApprovalPolicy((double?)null),
            "required" => new ApprovalPolicy(0),
            not null
                when text.StartsWith(Above, StringComparison.Ordinal)
                    && double.TryParse(
                        text.AsSpan(Above.Length),
                        NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture,
                        out var bound
                    )
                    && bound > 0 => new ApprovalPolicy(bound),
            _ => null,
        };
}
