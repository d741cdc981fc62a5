using System.Runtime.InteropServices;

namespace QuantFund.Core.Simulation;

/// <summary>One quarter hour as <see cref="QuotePath"/> reads it: dollars, shares, spread in basis points.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PathBar(
    DateTimeOffset Start,
    double Open,
    double High,
    double Low,
    double Close,
    double Volume,
    double SpreadBps
)
{
    /// <summary>The bar of a cell, or null where the session has none.</summary>
    public static PathBar? Of(SessionBars bars, int symbol, int slot)
    {
        var cell = SessionBars.Cell(symbol, slot);
        return double.IsNaN(bars.Close[cell])
            ? null
            : new PathBar(
                bars.Session.Open + (slot * Domain.Calendar.Session.BarLength),
                bars.Open[cell],
                bars.High[cell],
                bars.Low[cell],
                bars.Close[cell],
                bars.Volume[cell],
                bars.SpreadBps[cell]
            );
    }
}
