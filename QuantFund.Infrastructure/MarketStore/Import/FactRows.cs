using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>Closes of the VIX, in index points. It is computed on some days on which the exchange is closed.</summary>
internal sealed class VixRows() : RowKind("VIX", MarketTable.Vix, "date", "open", "high", "low", "close")
{
    public override void Read(FieldRow row, RowSink sink)
    {
        var date = row.Date(0);
        var bar = row.Prices(1);
        if (row.Fault is null)
            sink.Begin().Add(date).Add(bar.Open).Add(bar.High).Add(bar.Low).Add(bar.Close).End();
    }
}

/// <summary>Values of macro series by the period that they are about.</summary>
internal sealed class MacroRows() : RowKind("macro values", MarketTable.Macro, "series", "date", "value")
{
    public override void Read(FieldRow row, RowSink sink)
    {
        var series = row.Text(0, 40);
        var date = row.Date(1);
        var value = row.Number(2);
        if (row.Fault is null)
            sink.Begin().Add(series).Add(date).Add(value).End();
    }
}

/// <summary>What the macro series are, and how long after a period its value is published.</summary>
internal sealed class MacroSeriesRows()
    : RowKind(
        "macro series",
        MarketTable.MacroSeries,
        "series",
        "title",
        "units",
        "frequency",
        "typical_release_lag_days"
    )
{
    private static readonly string[] Frequencies = ["daily", "weekly", "monthly", "quarterly", "annual"];

    public override void Read(FieldRow row, RowSink sink)
    {
        var series = row.Text(0, 40);
        var title = row.Text(1);
        var units = row.Text(2);
        var frequency = row.Text(3);
        if (row.Fault is null && !Frequencies.Contains(frequency, StringComparer.Ordinal))
            row.Fail(Columns[3], $"'{frequency}' must be one of {string.Join(", ", Frequencies)}");
        var lag = row.Whole(4, 0, 400);
        if (row.Fault is null)
            sink.Begin().Add(series).Add(title).Add(units).Add(frequency).Add(lag).End();
    }
}

/// <summary>Names and sectors of instruments: one of the 11 GICS sectors, or <c>ETF - Kind</c>.</summary>
internal sealed class SectorRows() : RowKind("sectors", MarketTable.Sectors, "symbol", "name", "sector")
{
    private static readonly string[] Known = [.. SectorFunds.Sectors.Select(s => s.Name)];

    public override void Read(FieldRow row, RowSink sink)
    {
        var symbol = row.Ticker(0);
        var name = row.Text(1);
        var sector = row.Text(2);
        if (row.Fault is null && !new Sector(sector).IsFund && !Known.Contains(sector, StringComparer.Ordinal))
            row.Fail(Columns[2], $"'{sector}' is none of {string.Join(", ", Known)}, nor 'ETF - Kind'");
        if (row.Fault is null)
            sink.Begin().Add(symbol).Add(name).Add(sector).End();
    }
}

/// <summary>
/// Explanations of jumps in price: a split with its ratio (shares after for one before), a move that was real, or a bar that
/// is a mistake.
/// </summary>
internal sealed class ExplainedRows()
    : RowKind("explained jumps", MarketTable.Explained, "symbol", "date", "cause", "ratio", "note")
{
    private const double MostRatio = 10_000;

    public override void Read(FieldRow row, RowSink sink)
    {
        var symbol = row.Ticker(0);
        var date = row.Date(1);
        var cause = row.Text(2, 20);
        if (row.Fault is null && !Explanation.Causes.Contains(cause, StringComparer.Ordinal))
            row.Fail(Columns[2], $"'{cause}' must be one of {string.Join(", ", Explanation.Causes)}");
        var ratio = cause == Explanation.Split ? row.Between(3, 1 / MostRatio, MostRatio) : 1;
        var note = row.OptionalText(4);
        if (row.Fault is null)
            sink.Begin().Add(symbol).Add(date).Add(cause).Add(ratio).Add(note).End();
    }
}

/// <summary>Sentiment of articles by ticker: scores in −1 to 1, relevance in 0 to 1, topics joined by <c>|</c>, with their relevance where it is known.</summary>
internal sealed class NewsRows()
    : RowKind(
        "news scores",
        MarketTable.News,
        "published",
        "article",
        "ticker",
        "relevance",
        "ticker_score",
        "ticker_label",
        "overall_score",
        "topics"
    )
{
    public override void Read(FieldRow row, RowSink sink)
    {
        var published = row.Time(0);
        var article = row.Text(1);
        var ticker = row.Text(2, 40);
        var relevance = row.Between(3, 0, 1);
        var score = row.Between(4, -1, 1);
        var label = row.Text(5, 40);
        var overall = row.Between(6, -1, 1);
        var topics = row.Topics(7);
        if (row.Fault is null)
            sink.Begin()
                .Add(published)
                .Add(article)
                .Add(ticker)
                .Add(relevance)
                .Add(score)
                .Add(label)
                .Add(overall)
                .Add(topics)
                .End();
    }
}
