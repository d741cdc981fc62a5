namespace QuantFund.Core.Debate.Arguments;

/// <summary>
/// Holds an argument against the features. A claim of equality holds within 1% of the actual value, or within half a unit of
/// the last decimal it was quoted with; one of above or below, with 1% of tolerance. A false claim is struck, and the
/// argument's strength falls by its share of the claims; an argument with no checkable claim counts half. Source:
/// STRATEGIES, section D2.
/// </summary>
public static class ClaimCheck
{
    public const double Tolerance = 0.01;
    public const double Unchecked = 0.5;

    public static HeardArgument Hear(Argument argument, ClaimFacts facts)
    {
        var claims = new CheckedClaim[argument.Claims.Count];
        int checkable = 0,
            struck = 0;
        for (var i = 0; i < claims.Length; i++)
        {
            claims[i] = Check(argument.Claims[i], facts);
            checkable += claims[i].Finding == ClaimFinding.NotCheckable ? 0 : 1;
            struck += claims[i].Finding == ClaimFinding.False ? 1 : 0;
        }
        var claimed = double.IsNaN(argument.Strength) ? 0 : Math.Clamp(argument.Strength, 0, 1);
        return new HeardArgument(
            argument.Stance,
            argument.By,
            argument.Target,
            claims,
            argument.Prose,
            claimed,
            claimed * (checkable == 0 ? Unchecked : 1 - ((double)struck / claims.Length))
        );
    }

    public static CheckedClaim Check(Claim claim, ClaimFacts facts)
    {
        var actual = facts.Of(claim.Symbol, claim.Feature);
        if (double.IsNaN(actual) || claim.AsOf != facts.AsOf)
            return new CheckedClaim(claim, ClaimFinding.NotCheckable, actual);
        var value = (double)claim.Value;
        var slack = Tolerance * Math.Abs(actual);
        var rounding = 0.5 * Math.Pow(10, -claim.Value.Scale);
        var holds = claim.Relation switch
        {
            ClaimRelation.Above => actual > value - slack,
            ClaimRelation.Below => actual < value + slack,
            // The quoted value is itself the outcome of a rounding: a tie lies on the border of both.
            _ => Math.Abs(actual - value) <= Math.Max(slack, rounding) * (1 + 1e-9),
        };
        return new CheckedClaim(claim, holds ? ClaimFinding.Holds : ClaimFinding.False, actual);
    }
}
