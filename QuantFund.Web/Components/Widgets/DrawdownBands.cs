using QuantFund.Web.Components.Text;

namespace QuantFund.Web.Components.Widgets;

/// <summary>
/// The drawdown ladder as the screen draws it: at 5, 8 and 10% below the high the fund steps down (the seed's figures).
/// </summary>
public static class DrawdownBands
{
    public const double First = 0.05;
    public const double Second = 0.08;
    public const double Third = 0.10;

    /// <summary>Where the drawing ends.</summary>
    public const double Full = 0.12;

    public static Tone ToneOf(double drawdown) =>
        drawdown switch
        {
            >= Second => Tone.Bad,
            >= First => Tone.Warn,
            _ => Tone.Plain,
        };
}
