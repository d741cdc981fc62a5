using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Features;

namespace QuantFund.Core.Strategies;

/// <summary>
/// Everything a strategy may look at. <paramref name="Shortable"/>: per row, whether the share is easy to borrow and
/// shorting is allowed. <paramref name="Held"/>: the convictions that this strategy holds from earlier cycles, those whose
/// horizon has just passed among them; NaN where it holds none.
/// </summary>
public sealed record StrategyContext(
    FeatureTable Features,
    Regime Regime,
    Session Session,
    ReadOnlyMemory<bool> Shortable,
    ReadOnlyMemory<double> Held
)
{
    /// <summary>False when the policy sells nothing short, whatever could be borrowed.</summary>
    public bool ShortingAllowed { get; init; } = true;
}
