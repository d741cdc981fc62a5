using System.Globalization;
using System.Runtime.InteropServices;
using QuantFund.Core.Domain;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>
/// One row under inspection. Each reader gives a column's value, or notes the first fault of the row and gives a default:
/// a kind reads all its columns and then asks once.
/// </summary>
internal sealed class FieldRow(IReadOnlyList<string> columns)
{
    // Beyond this a price could not be held as money to the fourth decimal in an account of any size.
    private const double MostPrice = 1e12;

    private string[] cells = [];
    private int[] places = [];

    /// <summary>What is wrong with the row; null = nothing.</summary>
    public RowFault? Fault { get; private set; }

    /// <summary>Where the file has each column of the kind.</summary>
    public void Arrange(IReadOnlyList<string> header) =>
        places = [.. columns.Select(c => header.ToList().FindIndex(h => Same(h, c)))];

    /// <summary>Turns to the next row.</summary>
    public void Take(string[] row, int width)
    {
        cells = row;
        Fault = null;
        if (row.Length != width)
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
        return text;
    }

    public string OptionalText(int column) => Cell(column);

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
            Fail(columns[column], $"'{text}' is no symbol: 1 to 10 capital letters, digits or dots");
        return text;
    }

    public double Number(int column)
    {
        if (Fault is not null)
            return 0;
        if (
            double.TryParse(Cell(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
        )
            return value;
        Fail(columns[column], $"'{Cell(column)}' is no number");
        return 0;
    }

    public double Price(int column)
    {
        var value = Number(column);
        if (Fault is null && value <= 0)
            Fail(columns[column], $"{Cell(column)} must be above 0");
        else if (value >= MostPrice)
            Fail(columns[column], $"{Cell(column)} is no price");
        return value;
    }

    public double NotNegative(int column)
    {
        var value = Number(column);
        if (Fault is null && value < 0)
            Fail(columns[column], $"{Cell(column)} must not be below 0");
        return value;
    }

    public double Between(int column, double least, double most)
    {
        var value = Number(column);
        if (Fault is null && (value < least || value > most))
            Fail(
                columns[column],
                string.Create(CultureInfo.InvariantCulture, $"{Cell(column)} must be {least} to {most}")
            );
        return value;
    }

    public int Whole(int column, int least, int most)
    {
        if (Fault is not null)
            return 0;
        if (
            int.TryParse(Cell(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most
        )
            return value;
        Fail(columns[column], $"'{Cell(column)}' must be a whole number from {least} to {most}");
        return 0;
    }

    public DateOnly Date(int column)
    {
        if (Fault is not null)
            return default;
        if (
            DateOnly.TryParseExact(
                Cell(column),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
            return date;
        Fail(columns[column], $"'{Cell(column)}' is no date: write yyyy-mm-dd");
        return default;
    }

    public DateTimeOffset Time(int column)
    {
        if (Fault is not null)
            return default;
        if (Moment.TryParse(Cell(column), out var time))
            return time;
        Fail(
            columns[column],
            $"'{Cell(column)}' is no moment: write yyyy-mm-ddThh:mm:ssZ, or an offset such as -05:00 for Z"
        );
        return default;
    }

    /// <summary>Open, high, low and close in columns that follow one another.</summary>
    public Ohlc Prices(int first)
    {
        var bar = new Ohlc(Price(first), Price(first + 1), Price(first + 2), Price(first + 3));
        if (Fault is not null)
            return bar;
        if (bar.High < bar.Low)
            Fail(columns[first + 1], $"{Cell(first + 1)} is below the low of {Cell(first + 2)}");
        else if (bar.High < Math.Max(bar.Open, bar.Close))
            Fail(columns[first + 1], $"{Cell(first + 1)} is below the open or the close");
        else if (bar.Low > Math.Min(bar.Open, bar.Close))
            Fail(columns[first + 2], $"{Cell(first + 2)} is above the open or the close");
        return bar;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private string Cell(int column) => places[column] < cells.Length ? cells[places[column]] : "";
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct Ohlc(double Open, double High, double Low, double Close);
