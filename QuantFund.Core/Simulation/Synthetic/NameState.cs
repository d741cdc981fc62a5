using System.Runtime.InteropServices;

namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>What one name carries from session to session.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct NameState
{
    /// <summary>Dollars, unrounded.</summary>
    public double Price;

    /// <summary>Own variance over its usual level; 1 = usual (GARCH).</summary>
    public double Heat;

    /// <summary>Part of the price that will fade: fraction of the price.</summary>
    public double Transient;

    /// <summary>Slow own drift, fraction a year.</summary>
    public double Trend;

    /// <summary>What the market has yet to make of the last news: fraction of the price.</summary>
    public double Drifting;

    /// <summary>The session's volume over its usual level.</summary>
    public double Busy;
}
