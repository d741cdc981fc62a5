using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>
/// The synthetic press: an article for every jump, at the minute it happens, and the everyday flow, whose tone tells a
/// little of the days to come. Every article lies after the close before and at or before the session's close.
/// </summary>
internal sealed class Newsroom(ulong seed, InstrumentModel[] models)
{
    private const double EverydayPerName = .2;
    private const double ToneToDrift = .0016;

    public IReadOnlyList<NewsArticle> Write(
        Session session,
        Session? previous,
        IReadOnlyList<Surprise> surprises,
        NameState[] states,
        double marketReturn
    )
    {
        var day = session.Date.DayNumber;
        var desk = new Desk(session, previous?.Close ?? session.Open.AddHours(-17.5));
        foreach (var surprise in surprises)
            Surprising(desk, surprise, day);
        for (var row = 0; row < models.Length; row++)
            if (models[row].HasNews)
                states[row].Drifting += ToneToDrift * Everyday(desk, row, day);
        MarketWide(desk, marketReturn, day);
        return desk.Finish();
    }

    private void Surprising(Desk desk, Surprise surprise, int day)
    {
        var instrument = models[surprise.Row].Instrument;
        var draw = new SeededRandom(StreamSeed.Of(seed, "surprise " + instrument.Symbol, day));
        var good = surprise.Size > 0;
        var tone = (good ? 1 : -1) * Math.Min(.95, .30 + (5 * Math.Abs(surprise.Size)) + (.1 * draw.Uniform()));
        var time = surprise.Slot < 0 ? desk.Overnight(draw.Uniform()) : desk.During(surprise.Slot, draw.Uniform());
        var lines = good ? Headlines.GoodSurprise : Headlines.BadSurprise;
        desk.Publish(
            time,
            Line(ref draw, lines, instrument),
            tone,
            [Topic(instrument), "earnings"],
            [new TickerSentiment(instrument.Symbol, Round(.85 + (.15 * draw.Uniform())), Round(tone))]
        );
    }

    /// <summary>The tone of the name's article of the day; 0 on a day without one.</summary>
    private double Everyday(Desk desk, int row, int day)
    {
        var instrument = models[row].Instrument;
        var draw = new SeededRandom(StreamSeed.Of(seed, "news " + instrument.Symbol, day));
        if (draw.Uniform() >= EverydayPerName)
            return 0;
        var tone = Math.Clamp(.05 + (.28 * draw.Normal()), -.8, .8);
        var lines = tone switch
        {
            > .15 => Headlines.Good,
            < -.10 => Headlines.Bad,
            _ => Headlines.Neutral,
        };
        var time = draw.Uniform() < .5 ? desk.Overnight(draw.Uniform()) : desk.InSession(draw.Uniform());
        var tickers = new List<TickerSentiment>
        {
            new(instrument.Symbol, Round(.35 + (.6 * draw.Uniform())), Round(tone)),
        };
        var other = models[draw.Below(models.Length)].Instrument;
        if (draw.Uniform() < .2 && other.Symbol != instrument.Symbol && other.Kind == InstrumentKind.Share)
            tickers.Add(new(other.Symbol, Round(.1 + (.3 * draw.Uniform())), Round(.5 * tone)));
        desk.Publish(time, Line(ref draw, lines, instrument), tone, [Topic(instrument)], tickers);
        return tone;
    }

    private void MarketWide(Desk desk, double marketReturn, int day)
    {
        var draw = new SeededRandom(StreamSeed.Of(seed, "news of the market", day));
        // The day's wrap, out with the close: it tells what happened, never what will.
        var up = marketReturn > 0;
        desk.Publish(
            desk.Close,
            Pick(ref draw, up ? Headlines.MarketUp : Headlines.MarketDown),
            Math.Clamp(18 * marketReturn, -.7, .7),
            ["financial_markets"],
            [new TickerSentiment(SectorFunds.Market, .9, Round(Math.Clamp(18 * marketReturn, -.7, .7)))]
        );
        desk.Publish(
            desk.Overnight(draw.Uniform()),
            Pick(ref draw, Headlines.Monetary),
            .15 * draw.Normal(),
            ["economy_monetary"],
            []
        );
        if (draw.Uniform() < .4)
            desk.Publish(
                desk.Overnight(draw.Uniform()),
                Pick(ref draw, Headlines.Geopolitical),
                -.2 + (.1 * draw.Normal()),
                ["geopolitics", "economy_macro"],
                []
            );
    }

    private static string Line(ref SeededRandom draw, string[] lines, Instrument instrument) =>
        string.Format(CultureInfo.InvariantCulture, Pick(ref draw, lines), instrument.Name);

    private static string Pick(ref SeededRandom draw, string[] lines) => lines[draw.Below(lines.Length)];

    private static double Round(double value) => Math.Round(value * 10_000) / 10_000;

    private static string Topic(Instrument instrument) =>
        instrument.Sector.Name switch
        {
            "Information Technology" or "Communication Services" => "technology",
            "Financials" => "finance",
            "Health Care" => "life_sciences",
            "Energy" or "Utilities" => "energy_transportation",
            "Real Estate" => "real_estate",
            "Consumer Discretionary" or "Consumer Staples" => "retail_wholesale",
            _ => "manufacturing",
        };

    /// <summary>Collects a session's articles and gives each its time and name.</summary>
    private sealed class Desk(Session session, DateTimeOffset before)
    {
        private readonly List<NewsArticle> articles = [];

        public DateTimeOffset Close => session.Close;

        public DateTimeOffset Overnight(double place) =>
            Seconds(before.AddMinutes(1), place * (session.Open - before.AddMinutes(31)).TotalSeconds);

        public DateTimeOffset InSession(double place) =>
            Seconds(session.Open, place * (session.Close - session.Open).TotalSeconds);

        /// <summary>In the first four minutes of a quarter hour.</summary>
        public DateTimeOffset During(int slot, double place) =>
            Seconds(session.Open + (slot * Session.BarLength), place * 240);

        public void Publish(
            DateTimeOffset time,
            string headline,
            double tone,
            IReadOnlyList<string> topics,
            IReadOnlyList<TickerSentiment> tickers
        ) => articles.Add(new NewsArticle("", time, headline, Round(tone), topics, tickers));

        public IReadOnlyList<NewsArticle> Finish()
        {
            var day = session.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            return
            [
                .. articles
                    .OrderBy(a => a.Published)
                    .Select(
                        (a, i) => a with { Id = string.Create(CultureInfo.InvariantCulture, $"sim-{day}-{i:000}") }
                    ),
            ];
        }

        private static DateTimeOffset Seconds(DateTimeOffset from, double seconds) =>
            from.AddSeconds(Math.Floor(seconds));
    }
}
