using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Infrastructure.Persistence.Inputs;

/// <summary>What a decision was made from, taken apart for the store and put together again.</summary>
internal sealed class InputArchive
{
    // Lists that mostly grow at their end are cut here and there, so that a cycle adds its last piece alone.
    private const int Piece = 512;

    // More runs of a day than this are no order of time: the articles are then one piece.
    private const int MostNewsPieces = 40;

    private readonly PanelParts panels = new();

    public (StoredInputs Stored, IReadOnlyList<InputPart> Parts) TakeApart(CycleInputs inputs)
    {
        var parts = new Dictionary<string, InputPart>(StringComparer.Ordinal);
        var snapshot = inputs.Snapshot;
        var stored = new StoredSnapshot(
            snapshot.AsOf,
            Add(InputPart.Of(snapshot.Universe.Instruments)),
            snapshot.Daily is { } daily ? Daily(daily) : null,
            snapshot.Intraday is { } intraday ? Bars(intraday) : null,
            Add(InputPart.Of(snapshot.Quotes.Values.OrderBy(q => q.Symbol).Select(StoredQuote.Of))),
            [.. snapshot.Vix.Chunk(Piece).Select(c => Add(InputPart.Of(c)))],
            [.. NewsPieces(snapshot.News).Select(c => Add(InputPart.Of(c)))],
            [.. snapshot.Macro.Chunk(Piece).Select(c => Add(InputPart.Of(StoredMacro.Of(c))))],
            snapshot.Account,
            Add(InputPart.Of(snapshot.Borrow.Values.OrderBy(b => b.Symbol))),
            snapshot.Sources
        );
        return (
            new StoredInputs(
                inputs.Build,
                inputs.Debater,
                StoredRequest.Of(inputs.Request),
                inputs.Request.Memory,
                inputs.Policy,
                stored
            ),
            [.. parts.Values]
        );

        StoredDaily Daily(DailyPanel panel)
        {
            var explained = panel.Explained.Select(e => new StoredExplanation(e.Symbol, e.Date)).ToList();
            return new StoredDaily(panel.Sessions, Add(panels.Of(panel)))
            {
                Explained = explained.Count == 0 ? null : explained,
            };
        }

        StoredIntraday Bars(IntradayPanel panel)
        {
            var bars = panels.Of(panel);
            return new StoredIntraday(panel.Sessions, [.. bars.Earlier.Select(Add)], [.. bars.Today.Select(Add)]);
        }

        string Add(InputPart part)
        {
            parts[part.Hash] = part;
            return part.Hash;
        }
    }

    /// <param name="stored">What names the parts.</param>
    /// <param name="blobs">The parts by name.</param>
    /// <exception cref="InvalidDataException">A part is missing, or is not what it was.</exception>
    public static CycleInputs PutTogether(StoredInputs stored, IReadOnlyDictionary<string, byte[]> blobs)
    {
        var s = stored.Snapshot;
        var universe = new Universe(Read<IReadOnlyList<Instrument>>(s.Universe));
        var snapshot = new MarketSnapshot(
            s.AsOf,
            universe,
            s.Daily is { } daily
                ? PanelParts.Daily(daily, InputPart.Columns(daily.Part, Blob(daily.Part)), universe.Count)
                : null,
            s.Intraday is { } bars
                ? PanelParts.Intraday(
                    bars,
                    bars.Earlier.Concat(bars.Today)
                        .Distinct(StringComparer.Ordinal)
                        .ToDictionary(h => h, h => InputPart.Columns(h, Blob(h)), StringComparer.Ordinal),
                    universe.Count
                )
                : null,
            Read<IReadOnlyList<StoredQuote>>(s.Quotes).Select(q => q.ToQuote()).ToFrozenDictionary(q => q.Symbol),
            [.. s.Vix.SelectMany(Read<IReadOnlyList<VixClose>>)],
            [.. s.News.SelectMany(Read<IReadOnlyList<NewsArticle>>)],
            [.. s.Macro.SelectMany(h => Read<StoredMacro>(h).ToValues())],
            s.Account,
            Read<IReadOnlyList<Borrow>>(s.Borrow).ToFrozenDictionary(b => b.Symbol),
            s.Sources
        );
        return new CycleInputs(
            stored.Request.ToRequest(stored.Memory),
            stored.Policy,
            snapshot,
            stored.Debater,
            stored.Build
        );

        byte[] Blob(string hash) =>
            blobs.TryGetValue(hash, out var blob)
                ? blob
                : throw new InvalidDataException($"The part {hash} is missing.");

        T Read<T>(string hash) => InputPart.Read<T>(hash, Blob(hash));
    }

    /// <summary>The articles in their order, cut where the day of publication (UTC) changes.</summary>
    private static List<List<NewsArticle>> NewsPieces(IReadOnlyList<NewsArticle> news)
    {
        var pieces = new List<List<NewsArticle>>();
        foreach (var article in news)
        {
            if (pieces.Count == 0 || pieces[^1][^1].Published.UtcDateTime.Date != article.Published.UtcDateTime.Date)
                pieces.Add([]);
            pieces[^1].Add(article);
        }
        return pieces.Count <= MostNewsPieces
            ? pieces
            :
            [
                [.. news],
            ];
    }

    /// <summary>A quote without what follows from it.</summary>
    private sealed record StoredQuote(
        Symbol Symbol,
        decimal Bid,
        decimal Ask,
        decimal BidSize,
        decimal AskSize,
        DateTimeOffset Time
    )
    {
        public static StoredQuote Of(Quote q) => new(q.Symbol, q.Bid, q.Ask, q.BidSize, q.AskSize, q.Time);

        public Quote ToQuote() => new(Symbol, Bid, Ask, BidSize, AskSize, Time);
    }

    /// <summary>Macro values in columns; a series is named once.</summary>
    private sealed record StoredMacro(
        IReadOnlyList<string> Names,
        IReadOnlyList<int> Series,
        IReadOnlyList<DateOnly> Periods,
        IReadOnlyList<DateTimeOffset> Released,
        IReadOnlyList<double> Values
    )
    {
        public static StoredMacro Of(MacroValue[] values)
        {
            string[] names = [.. values.Select(v => v.Series).Distinct(StringComparer.Ordinal)];
            var places = names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
            return new StoredMacro(
                names,
                [.. values.Select(v => places[v.Series])],
                [.. values.Select(v => v.Period)],
                [.. values.Select(v => v.Released)],
                [.. values.Select(v => v.Value)]
            );
        }

        public IEnumerable<MacroValue> ToValues() =>
            Enumerable
                .Range(0, Values.Count)
                .Select(i => new MacroValue(Names[Series[i]], Periods[i], Released[i], Values[i]));
    }
}
