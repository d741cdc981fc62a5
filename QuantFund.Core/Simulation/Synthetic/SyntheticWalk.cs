using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>
/// The synthetic market as it goes from session to session, always from the same beginning: its state is a function of
/// seed, universe and session number alone.
/// </summary>
internal sealed class SyntheticWalk
{
    private readonly ulong seed;
    private readonly InstrumentModel[] models;
    private readonly NameState[] states;
    private readonly MarketWeather weather;
    private readonly FactorPaths factors;
    private readonly VixPath vix;
    private readonly Newsroom newsroom;
    private double lastMarketReturn;
    private Session? previous;

    public SyntheticWalk(ulong seed, InstrumentModel[] models)
    {
        this.seed = seed;
        this.models = models;
        states = [.. models.Select(Beginning)];
        weather = new MarketWeather(seed);
        factors = new FactorPaths(seed);
        vix = new VixPath(seed);
        newsroom = new Newsroom(seed, models);
    }

    /// <summary>Plays one session into <paramref name="target"/>, whose cells must be empty.</summary>
    public SyntheticSession Next(Session session, SessionBars target)
    {
        var day = session.Date.DayNumber;
        var bars = session.BarCount;
        weather.Enter(day, lastMarketReturn);
        factors.Draw(day, weather, vix);
        var surprises = new List<Surprise>();
        for (var row = 0; row < models.Length; row++)
        {
            var surprise = NameWalk.Walk(
                seed,
                day,
                row,
                bars,
                models[row],
                ref states[row],
                factors,
                weather.Mood,
                target
            );
            if (surprise is { } happened)
                surprises.Add(happened);
        }
        vix.EndSession(bars);
        lastMarketReturn = factors.Session(Factor.Market, bars);
        var news = newsroom.Write(session, previous, surprises, states, lastMarketReturn);
        previous = session;
        var result = new SyntheticSession(session, models.Length)
        {
            Vix = VixOf(session),
            News = news,
            RatesReturn = factors.Session(Factor.Rates, bars),
        };
        result.Add(target);
        return result;
    }

    private static NameState Beginning(InstrumentModel model) =>
        new()
        {
            Price = model.FirstPrice,
            Heat = 1,
            Busy = 1,
        };

    private VixClose[] VixOf(Session session)
    {
        var values = new VixClose[session.BarCount + 1];
        for (var step = 0; step < values.Length; step++)
            values[step] = new VixClose(
                session.Open + (step * Session.BarLength),
                Math.Floor((vix.Value(step) * 100) + .5) / 100
            );
        return values;
    }
}
