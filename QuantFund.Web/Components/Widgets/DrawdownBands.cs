using QuantFund.Core.Fund.Views;
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

    /// <summary>
    /// Where the axis of a drawdown curve ends: a little below its deepest point, and far enough to show the next step of
    /// the ladder from six tenths of the way to it on. In quarters of a percent, so that it moves seldom.
    /// </summary>
    public double AxisOf(double deepest)
    {
        const double Step = 0.0025;
        const double Room = 1.25;
        const double NearFraction = 0.6;
        var floor = Math.Max(Step * 2, Math.Ceiling(Math.Round(deepest * Room / Step, 6)) * Step);
        foreach (var rung in (double[])[First, Second, Third])
            if (deepest >= rung * NearFraction)
                floor = Math.Max(floor, rung * Beyond);
        return floor;
    }

    public Tone ToneOf(double drawdown) =>
        drawdown >= Second ? Tone.Bad
        : drawdown >= First ? Tone.Warn
        : Tone.Plain;

    private static DrawdownBands Of(RiskOptions options) =>
        new(options.FirstRungDrawdown, options.SecondRungDrawdown, options.ThirdRungDrawdown);
}
