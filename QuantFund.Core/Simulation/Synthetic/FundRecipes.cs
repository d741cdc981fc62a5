namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>How much of each factor a fund holds, its first price and its daily dollar volume.</summary>
internal sealed record FundRecipe(double Price, double DollarVolume, (Factor Factor, double Loading)[] Loadings);

/// <summary>The funds that strategies name, made of the factors that they track in the real market.</summary>
internal static class FundRecipes
{
    public static FundRecipe? Of(string symbol) =>
        symbol switch
        {
            "SPY" => new(580, 35e9, [(Factor.Market, 1)]),
            "QQQ" => new(
                490,
                20e9,
                [
                    (Factor.Market, 1.15),
                    (Factor.InformationTechnology, .55),
                    (Factor.CommunicationServices, .20),
                    (Factor.ConsumerDiscretionary, .15),
                ]
            ),
            "IWM" => new(215, 6e9, [(Factor.Market, 1.1), (Factor.SmallCompanies, 1)]),
            "EFA" => new(78, 1.2e9, [(Factor.Market, .8), (Factor.International, 1), (Factor.Dollar, -.3)]),
            "EEM" => new(43, 1.4e9, [(Factor.Market, .85), (Factor.Emerging, 1), (Factor.Dollar, -.4)]),
            "TLT" => new(92, 3e9, [(Factor.Rates, 1)]),
            "IEF" => new(95, 800e6, [(Factor.Rates, .5)]),
            "SHY" => new(82, 400e6, [(Factor.Rates, .12)]),
            "LQD" => new(109, 2e9, [(Factor.Rates, .5), (Factor.Credit, .5), (Factor.Market, .08)]),
            "HYG" => new(79, 2.5e9, [(Factor.Credit, 1), (Factor.Market, .30), (Factor.Rates, .1)]),
            "GLD" => new(245, 2e9, [(Factor.Gold, 1), (Factor.Dollar, -.3), (Factor.Rates, .1)]),
            "SLV" => new(29, 600e6, [(Factor.Gold, 1.2), (Factor.Silver, 1), (Factor.Dollar, -.4)]),
            "USO" => new(75, 350e6, [(Factor.Oil, 1), (Factor.Market, .3)]),
            "UNG" => new(15, 150e6, [(Factor.Gas, 1)]),
            "DBC" => new(22, 30e6, [(Factor.Commodities, 1), (Factor.Oil, .4), (Factor.Gas, .04), (Factor.Gold, .15)]),
            "UUP" => new(29, 40e6, [(Factor.Dollar, 1), (Factor.Market, -.04)]),
            "FXE" => new(100, 25e6, [(Factor.Dollar, -.95), (Factor.Market, .04)]),
            "FXY" => new(61, 25e6, [(Factor.Yen, 1), (Factor.Dollar, -.6), (Factor.Rates, .15)]),
            "VIXY" => new(48, 60e6, [(Factor.Volatility, 1)]),
            "XLC" => Sector(96, 500e6, Factor.CommunicationServices),
            "XLY" => Sector(200, 900e6, Factor.ConsumerDiscretionary),
            "XLP" => Sector(80, 900e6, Factor.ConsumerStaples),
            "XLE" => Sector(89, 1.4e9, Factor.Energy),
            "XLF" => Sector(47, 1.9e9, Factor.Financials),
            "XLV" => Sector(147, 1.1e9, Factor.HealthCare),
            "XLI" => Sector(136, 1.2e9, Factor.Industrials),
            "XLK" => Sector(227, 1.5e9, Factor.InformationTechnology),
            "XLB" => Sector(93, 450e6, Factor.Materials),
            "XLRE" => Sector(43, 250e6, Factor.RealEstate),
            "XLU" => Sector(79, 800e6, Factor.Utilities),
            _ => null,
        };

    private static FundRecipe Sector(double price, double dollarVolume, Factor sector) =>
        new(price, dollarVolume, [(Factor.Market, FactorFigures.SectorBeta(sector)), (sector, 1)]);
}
