namespace QuantFund.Core.Debate.Arguments;

public enum ClaimRelation
{
    Equals,
    Above,
    Below,
}

/// <summary>
/// Something that an argument says is so and that can be looked up: the feature of a symbol, or of "portfolio", which is the
/// proposal argued about and the market it would be held in. <paramref name="Value"/> keeps the decimals it was quoted with.
/// </summary>
public sealed record Claim(string Symbol, string Feature, ClaimRelation Relation, decimal Value, DateTimeOffset AsOf)
{
    public const string Portfolio = "portfolio";
}

public enum ClaimFinding
{
    Holds,
    False,

    /// <summary>No such symbol or feature, no value of it now, or a moment other than the decision's.</summary>
    NotCheckable,
}

/// <summary>A claim held against the feature table. <paramref name="Actual"/>: what the table says; NaN where it says nothing.</summary>
public sealed record CheckedClaim(Claim Claim, ClaimFinding Finding, double Actual);
