using System.Globalization;
using QuantFund.Core.Features;

namespace QuantFund.Core.Debate.Arguments;

/// <summary>Something that can be said of a proposal: how much it weighs, in [0, 1], the claims it rests on, and the sentence.</summary>
internal sealed record Point(double Strength, IReadOnlyList<Claim> Claims, string Sentence)
{
    /// <summary>0 at or below <paramref name="from"/>, 1 at or above <paramref name="to"/>, a line between; falling where from is above to. NaN stays.</summary>
    public static double Ramp(double value, double from, double to) => Math.Clamp((value - from) / (to - from), 0, 1);

    /// <summary>A claim that the table will confirm: its own value, rounded.</summary>
    public static Claim Quote(ClaimFacts facts, string feature, int decimals) =>
        new(
            Claim.Portfolio,
            feature,
            ClaimRelation.Equals,
            Rounded(facts.Of(Claim.Portfolio, feature), decimals),
            facts.AsOf
        );

    public static Claim Quote(ClaimFacts facts, string symbol, Feature feature, int decimals)
    {
        var name = FeatureNames.Of(feature);
        return new Claim(symbol, name, ClaimRelation.Equals, Rounded(facts.Of(symbol, name), decimals), facts.AsOf);
    }

    public static string Text(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);

    private static decimal Rounded(double value, int decimals) =>
        Math.Round((decimal)value, decimals, MidpointRounding.ToEven);
}
