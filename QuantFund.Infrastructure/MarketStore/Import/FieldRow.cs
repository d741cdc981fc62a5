using System.Globalization;
using System.Runtime.InteropServices;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Formats;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>
/// One row under inspection. Each reader gives a column's value, or notes the first fault of the row and gives a default:
/// a kind reads all its columns and then asks once.
/// </summary>
internal sealed class FieldRow(IReadOnlyList<string> columns)
{
    // Beyond this a price could not be held as money to the fourth decimal in an account of any size.
    private const double MostPrice = 1e12;

    private const int LongestShown = 60;

    // What summing and scaling prices as doubles leaves behind is some 1e-15 of them; no tick of any price is so small.
    private const double Noise = 1e-9;

    private string[] cells = [];
    private int[] places = [];

    /// <summary>What is wrong with the row; null = nothing.</summary>
    public RowFault? Fault { get; private set; }

    /// <summary>Where the file has each column of the kind.</summary>
    public void Arrange(IReadOnlyList<string> header) =>
        places = [.. columns.Select(c => header.ToList().FindIndex(h => Same(h, c)))];

    /// <summary>Turns to the next row.</summary>
    public void Take(string[] row, int width, string? fault)
    {
        cells = row;
        Fault = fault is null ? null : new RowFault("row", fault);
        if (Fault is null && row.Length != width)
        {
            var column = row.Length < width ? columns.Where((_, i) => places[i] >= row.Length).FirstOrDefault() : null;
            Fail(
                column ?? columns[^1],
                row.Length < width
                    ? $"is missing: the row has {row.Length} fields, the header {width}"
                    : $"is followed by too much: the row has {row.Length} fields, the header {width}"
            );
        }
    }

    /// <summary>Notes a fault; the first one of a row stands.</summary>
    public void Fail(string column, string reason) => Fault ??= new RowFault(column, reason);

    public string Text(int column, int longest = 200)
    {
        var text = Cell(column);
        if (Fault is not null)
            return "";
        if (text.Length == 0)
            Fail(columns[column], "is empty");
        else if (text.Length > longest)
            Fail(columns[column], $"has {text.Length} characters; at most {longest} are kept");
        return OneLine(column, text);
    }

    public string OptionalText(int column, int longest = 1000)
    {
        var text = Cell(column);
        if (text.Length > longest)
            Fail(columns[column], $"has {text.Length} characters; at most {longest} are kept");
        return OneLine(column, text);
    }

    /// <summary>Names joined by <c>|</c>, each with its relevance or none.</summary>
    public string Topics(int column)
    {
        var text = Cell(column);
        if (Fault is null && !TopicColumn.TryRead(text, out _, out _))
            Fail(columns[column], $"'{text}' has a relevance that is no number from 0 to 1, or not one for each topic");
        return text;
    }

    public string Ticker(int column)
    {
        var text = Cell(column);
        if (Fault is null && !Symbol.TryParse(text, out _))
            Fail(
                columns[column],
                $"'{Printable.Of(text, LongestShown)}' is no symbol: 1 to 10 capital letters, digits or dots"
            );
        return text;
    }

    public double Number(int column)
    {
        if (Fault is not null)
            return 0;
        if (InvariantNumber.TryDouble(Cell(column), out var value))
            return value;
        Fail(columns[column], $"'{Shown(column)}' is no number");
        return 0;
    }

    public double Price(int column)
    {
        var value = Number(column);
        if (Fault is null && value <= 0)
            Fail(columns[column], $"{Shown(column)} must be above 0");
        else if (value >= MostPrice)
            Fail(columns[column], $"{Shown(column)} is no price");
        return value;
    }

    public double NotNegative(int column)
    {
        var value = Number(column);
        if (Fault is null && value < 0)
            Fail(columns[column], $"{Shown(column)} must not be below 0");
        return value;
    }

    public double Between(int column, double least, double most)
    {
        var value = Number(column);
        if (Fault is null && (value < least || value > most))
            Fail(
                columns[column],
                string.Create(CultureInfo.InvariantCulture, $"{Shown(column)} must be {least} to {most}")
            );
        return value;
    }

    public int Whole(int column, int least, int most)
    {
        if (Fault is not null)
            return 0;
        if (InvariantNumber.TryWhole(Cell(column), out var value) && value >= least && value <= most)
            return value;
        Fail(columns[column], $"'{Shown(column)}' must be a whole number from {least} to {most}");
        return 0;
    }

    /// <summary>A date, or the moment that stands for one: midnight.</summary>
    public DateOnly Date(int column)
    {
        if (Fault is not null)
            return default;
        var text = Cell(column);
        if (IsoTime.TryDate(text, out var date))
            return date;
        if (!IsoTime.TryLocal(text, out var local, out var offset))
        {
            Fail(columns[column], $"'{Shown(column)}' is no date: write yyyy-mm-dd");
            return default;
        }
        if (offset is null && local.TimeOfDay == TimeSpan.Zero)
            return DateOnly.FromDateTime(local);
        if (IsoTime.TryMoment(text, out var time) && DayStamp.DateOf(time) is { } day)
            return day;
        Fail(
            columns[column],
            $"'{Shown(column)}' is no date: it is midnight of neither UTC nor New York; write yyyy-mm-dd"
        );
        return default;
    }

    /// <summary>A moment as it is written, with its offset.</summary>
    public DateTimeOffset Time(int column)
    {
        if (Fault is not null)
            return default;
        if (IsoTime.TryMoment(Cell(column), out var time))
            return time;
        Fail(
            columns[column],
            $"'{Shown(column)}' is no moment: write yyyy-mm-ddThh:mm:ssZ, or an offset such as -05:00 for Z"
        );
        return default;
    }

    /// <summary>
    /// Open, high, low and close in columns that follow one another. A high or low that misses the open or close by
    /// rounding noise is set to it.
    /// </summary>
    public Ohlc Prices(int first)
    {
        var (open, high, low, close) = (Price(first), Price(first + 1), Price(first + 2), Price(first + 3));
        if (Fault is not null)
            return default;
        var (top, bottom) = (Math.Max(open, close), Math.Min(open, close));
        if (high < low * (1 - Noise))
            Fail(columns[first + 1], $"{Shown(first + 1)} is below the low of {Shown(first + 2)}");
        else if (high < top * (1 - Noise))
            Fail(columns[first + 1], $"{Shown(first + 1)} is below the open or the close");
        else if (low > bottom * (1 + Noise))
            Fail(columns[first + 2], $"{Shown(first + 2)} is above the open or the close");
        return new Ohlc(open, Math.Max(high, top), Math.Min(low, bottom), close);
    }

    private string OneLine(int column, string text)
    {
        if (Fault is null && Printable.Of(text).Length != text.Length)
        {
            text = text.ReplaceLineEndings(" ").Replace('\t', ' ');
            if (Printable.Of(text).Length != text.Length)
                Fail(columns[column], $"'{Shown(column)}' holds control characters");
        }
        return text;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>The cell as a message may show it.</summary>
    private string Shown(int column) => Printable.Of(Cell(column), LongestShown);

    private string Cell(int column) => places[column] < cells.Length ? cells[places[column]] : "";
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct Ohlc(double Open, double High, double Low, double Close);
