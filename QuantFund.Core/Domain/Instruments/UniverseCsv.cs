using QuantFund.Core.Domain.Formats;

namespace QuantFund.Core.Domain.Instruments;

/// <summary>
/// Universes as text: a header <c>symbol,name,sector,kind</c>, then one instrument a line; kind is <c>share</c> or
/// <c>etf</c>. A name that holds a comma is quoted.
/// </summary>
public static class UniverseCsv
{
    private const string Header = "symbol,name,sector,kind";

    private const string ShippedResource = "QuantFund.universe.csv";

    /// <summary>The universe that the product ships: large US shares of every sector, and the funds that strategies name.</summary>
    public static Universe Shipped { get; } = LoadShipped();

    /// <exception cref="FormatException">A line is wrong; the message names it and says how to mend it.</exception>
    public static Universe Read(TextReader reader)
    {
        var records = new CsvRecords(reader);
        if (
            records.Next() is not { Fault: null } header
            || !header.Fields.SequenceEqual(Header.Split(','), StringComparer.Ordinal)
        )
            throw new FormatException($"Line 1 of a universe must be '{Header}'.");
        var instruments = new List<Instrument>();
        var lines = new Dictionary<Symbol, long>();
        while (records.Next() is { } record)
        {
            var instrument = Parse(record);
            if (!lines.TryAdd(instrument.Symbol, record.Line))
                throw new FormatException(
                    $"Line {record.Line}: {instrument.Symbol} is on line {lines[instrument.Symbol]} already."
                );
            instruments.Add(instrument);
        }
        return new Universe(instruments);
    }

    private static Instrument Parse(CsvRecord record)
    {
        var (number, cells) = (record.Line, record.Fields);
        if (record.Fault is not null)
            throw new FormatException($"Line {number}: {record.Fault}.");
        if (cells.Length != 4)
            throw new FormatException($"Line {number} has {cells.Length} fields; '{Header}' are 4.");
        if (!Symbol.TryParse(cells[0], out var symbol))
            throw new FormatException(
                $"Line {number}: symbol '{Printable.Of(cells[0], 40)}' must be 1 to 10 capital letters, digits or dots."
            );
        if (cells[1].Length == 0 || cells[2].Length == 0)
            throw new FormatException($"Line {number}: {symbol} needs a name and a sector.");
        if (Printable.Of(cells[1]) != cells[1] || Printable.Of(cells[2]) != cells[2])
            throw new FormatException($"Line {number}: the name or sector of {symbol} holds control characters.");
        return new Instrument(symbol, cells[1], new Sector(cells[2]), Kind(cells[3], number));
    }

    private static InstrumentKind Kind(string text, long number) =>
        text switch
        {
            "share" => InstrumentKind.Share,
            "etf" => InstrumentKind.Etf,
            _ => throw new FormatException($"Line {number}: kind '{Printable.Of(text, 40)}' must be 'share' or 'etf'."),
        };

    private static Universe LoadShipped()
    {
        using var stream =
            typeof(UniverseCsv).Assembly.GetManifestResourceStream(ShippedResource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {ShippedResource}.");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}
