namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>Sentences of the synthetic press. <c>{0}</c> is the company.</summary>
internal static class Headlines
{
    public static readonly string[] GoodSurprise =
    [
        "{0} earns more than expected and raises its outlook",
        "{0} wins the largest order in its history",
        "{0} jumps after a bid approach",
        "{0} beats forecasts on sales and margin",
        "{0} settles its lawsuit for less than feared",
    ];

    public static readonly string[] BadSurprise =
    [
        "{0} misses forecasts and cuts its outlook",
        "{0} loses a main customer to a rival",
        "{0} recalls a product and warns of the cost",
        "{0} faces an inquiry into its accounts",
        "{0} falls as its chief executive leaves",
    ];

    public static readonly string[] Good =
    [
        "Analyst lifts price target for {0}",
        "{0} opens a new plant ahead of plan",
        "{0} raises its dividend",
        "{0} signs a multi-year supply agreement",
        "Fund managers add to {0}",
    ];

    public static readonly string[] Bad =
    [
        "Analyst trims estimates for {0}",
        "{0} delays a product launch",
        "Costs weigh on {0}",
        "Rival's discount puts pressure on {0}",
        "Fund managers reduce holdings of {0}",
    ];

    public static readonly string[] Neutral =
    [
        "{0} to speak at an industry conference",
        "{0} names a new member of its board",
        "What to watch at {0} this quarter",
        "{0} files its quarterly report",
    ];

    public static readonly string[] MarketUp =
    [
        "Stocks gain as buyers return",
        "Investors welcome calmer prices",
        "Wide advance lifts most sectors",
    ];

    public static readonly string[] MarketDown =
    [
        "Stocks slip as caution spreads",
        "Investors sell risk into the close",
        "Growth worries weigh on shares",
    ];

    public static readonly string[] Geopolitical =
    [
        "Trade talks between major economies drag on",
        "Tension at a shipping route keeps freight rates high",
        "New sanctions announced against exporters",
    ];

    public static readonly string[] Monetary =
    [
        "Central bankers differ on the path of rates",
        "Bond investors weigh the next rate decision",
        "Minutes show a patient central bank",
    ];
}
