namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>What moves prices together. The eleven sectors come first after the market, in the order of their names.</summary>
internal enum Factor
{
    Market,
    CommunicationServices,
    ConsumerDiscretionary,
    ConsumerStaples,
    Energy,
    Financials,
    HealthCare,
    Industrials,
    InformationTechnology,
    Materials,
    RealEstate,
    Utilities,
    Rates,
    Credit,
    Gold,
    Silver,
    Oil,
    Gas,
    Commodities,
    Dollar,
    Yen,
    SmallCompanies,
    International,
    Emerging,
    Volatility,
}

/// <summary>Annual volatility (fraction) and drift (fraction a year) of each factor in usual times, and a sector's market beta.</summary>
internal static class FactorFigures
{
    public const int Count = (int)Factor.Volatility + 1;

    /// <summary>Annual volatility of a factor apart from the market; the market's follows its regime, VIX has its own model.</summary>
    public static double AnnualVolatility(Factor factor) =>
        factor switch
        {
            Factor.CommunicationServices => .080,
            Factor.ConsumerDiscretionary => .070,
            Factor.ConsumerStaples => .075,
            Factor.Energy => .160,
            Factor.Financials => .085,
            Factor.HealthCare => .085,
            Factor.Industrials => .055,
            Factor.InformationTechnology => .085,
            Factor.Materials => .085,
            Factor.RealEstate => .095,
            Factor.Utilities => .110,
            Factor.Rates => .130,
            Factor.Credit => .030,
            Factor.Gold => .140,
            Factor.Silver => .180,
            Factor.Oil => .300,
            Factor.Gas => .480,
            Factor.Commodities => .080,
            Factor.Dollar => .065,
            Factor.Yen => .070,
            Factor.SmallCompanies => .100,
            Factor.International => .070,
            Factor.Emerging => .095,
            _ => 0,
        };

    public static double AnnualDrift(Factor factor) =>
        factor switch
        {
            Factor.Rates => .02,
            Factor.Credit => .02,
            Factor.Gold => .05,
            Factor.Gas => -.08,
            _ => 0,
        };

    public static bool IsSector(Factor factor) => factor is >= Factor.CommunicationServices and <= Factor.Utilities;

    /// <summary>Beta of a sector's fund to the market.</summary>
    public static double SectorBeta(Factor sector) =>
        sector switch
        {
            Factor.CommunicationServices => 1.05,
            Factor.ConsumerDiscretionary => 1.15,
            Factor.ConsumerStaples => .50,
            Factor.Energy => .90,
            Factor.Financials => 1.05,
            Factor.HealthCare => .70,
            Factor.InformationTechnology => 1.25,
            Factor.RealEstate => .85,
            Factor.Utilities => .50,
            _ => 1.00,
        };

    public static Factor? OfSector(string sector) =>
        sector switch
        {
            "Communication Services" => Factor.CommunicationServices,
            "Consumer Discretionary" => Factor.ConsumerDiscretionary,
            "Consumer Staples" => Factor.ConsumerStaples,
            "Energy" => Factor.Energy,
            "Financials" => Factor.Financials,
            "Health Care" => Factor.HealthCare,
            "Industrials" => Factor.Industrials,
            "Information Technology" => Factor.InformationTechnology,
            "Materials" => Factor.Materials,
            "Real Estate" => Factor.RealEstate,
            "Utilities" => Factor.Utilities,
            _ => null,
        };
}
