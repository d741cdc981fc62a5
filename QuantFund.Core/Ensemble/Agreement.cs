namespace QuantFund.Core.Ensemble;

/// <summary>A name that strategies of several families want on the same side counts more: × 1.1 from three families, × 1.2 from four. Source: STRATEGIES, section E.</summary>
public static class Agreement
{
    public static double Factor(int families) =>
        families >= 4 ? 1.2
        : families == 3 ? 1.1
        : 1;
}
