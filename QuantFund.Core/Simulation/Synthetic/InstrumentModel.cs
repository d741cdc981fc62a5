using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>
/// The lasting character of one name: its factor loadings, own annual volatility (fraction), usual share volume a
/// session, dollar volume, first price, and what the broker lends it at. Drawn from seed and symbol alone.
/// </summary>
internal sealed record InstrumentModel(
    Instrument Instrument,
    (int Factor, double Loading)[] Loadings,
    double OwnVolatility,
    double FirstPrice,
    double DollarVolume,
    bool HasNews,
    Borrow Borrow
)
{
    public double ShareVolume => DollarVolume / FirstPrice;

    public static InstrumentModel Of(ulong seed, Instrument instrument)
    {
        var draw = new SeededRandom(StreamSeed.Of(seed, "instrument " + instrument.Symbol));
        return instrument.Kind == InstrumentKind.Etf ? Fund(ref draw, instrument) : Share(ref draw, instrument);
    }

    private static InstrumentModel Fund(ref SeededRandom draw, Instrument instrument)
    {
        // A fund that no recipe knows follows the market loosely.
        var recipe =
            FundRecipes.Of(instrument.Symbol.Value)
            ?? new FundRecipe(30 + (100 * draw.Uniform()), 100e6, [(Factor.Market, .5 + (.6 * draw.Uniform()))]);
        return new InstrumentModel(
            instrument,
            [.. recipe.Loadings.Select(l => ((int)l.Factor, l.Loading))],
            OwnVolatility: .006,
            recipe.Price,
            recipe.DollarVolume,
            HasNews: false,
            new Borrow(instrument.Symbol, Tradable: true, EasyToBorrow: true, AnnualFeeFraction: .003)
        );
    }

    private static InstrumentModel Share(ref SeededRandom draw, Instrument instrument)
    {
        var sector = FactorFigures.OfSector(instrument.Sector.Name);
        var beta = (sector is { } s ? FactorFigures.SectorBeta(s) : 1) * (.75 + (.5 * draw.Uniform()));
        var volatility = .14 + (.20 * draw.Uniform() * draw.Uniform()) + (.04 * draw.Uniform());
        var price = 20 + (380 * draw.Uniform() * draw.Uniform());
        var large = draw.Uniform();
        var dollarVolume = 60e6 + (3e9 * large * large * large * large);
        var hard = draw.Uniform() < .04;
        (int, double)[] loadings = sector is { } of
            ? [((int)Factor.Market, beta), ((int)of, .7 + (.6 * draw.Uniform()))]
            : [((int)Factor.Market, beta)];
        return new InstrumentModel(
            instrument,
            loadings,
            volatility,
            price,
            dollarVolume,
            HasNews: true,
            new Borrow(instrument.Symbol, Tradable: true, EasyToBorrow: !hard, hard ? .08 : .003)
        );
    }
}
