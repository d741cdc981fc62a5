using QuantFund.Core.Live;
using QuantFund.Core.Risk;
using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>The drawdown ladder as the screen draws it: where its three rungs act, as fractions below the high.</summary>
public sealed record DrawdownBands(double First, double Second, double Third)
{
    private const double Beyond = 1.2;

    /// <summary>Those of the seed, until the engine has told its own.</summary>
    public static DrawdownBands Default { get; } = Of(new RiskOptions());

    /// <summary>Where the drawing ends.</summary>
    public double Full => Third * Beyond;

    /// <summary>"5, 8 and 10%".</summary>
    public string Words => $"{Fractions.Step(First)}, {Fractions.Step(Second)} and {Fractions.Step(Third)}%";

    public static DrawdownBands Of(RiskView? risk) =>
        risk is { Rungs: [var first, var second, var third] } ? new(first, second, third) : Default;

    public Tone ToneOf(double drawdown) =>
        drawdown >= Second ? Tone.Bad
        : drawdown >= First ? Tone.Warn
        : Tone.Plain;

    private static DrawdownBands Of(RiskOptions options) =>
        new(options.FirstRungDrawdown, options.SecondRungDrawdown, options.ThirdRungDrawdown);
}
