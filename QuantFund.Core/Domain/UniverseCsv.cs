namespace QuantFund.Core.Domain;

/// <summary>
/// Universes as text: a header <c>symbol,name,sector,kind</c>, then one instrument a line; kind is <c>share</c> or
/// <c>etf</c>. Names hold no comma.
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
        if (!string.Equals(reader.ReadLine()?.TrimEnd(), Header, StringComparison.Ordinal))
            throw new FormatException($"Line 1 of a universe must be '{Header}'.");
        var instruments = new List<Instrument>();
        var lines = new Dictionary<Symbol, int>();
        for (var number = 2; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var instrument = Parse(line, number);
            if (!lines.TryAdd(instrument.Symbol, number))
                throw new FormatException(
                    $"Line {number}: {instrument.Symbol} is on line {lines[instrument.Symbol]} already."
                );
            instruments.Add(instrument);
        }
        return new Universe(instruments);
    }

    private static Instrument Parse(string line, int number)
    {
        var cells = line.Split(',', StringSplitOptions.TrimEntries);
        if (cells.Length != 4)
            throw new FormatException($"Line {number} has {cells.Length} fields; '{Header}' are 4.");
        if (!Symbol.TryParse(cells[0], out var symbol))
            throw new FormatException(
                $"Line {number}: symbol '{cells[0]}' must be 1 to 10 capital letters, digits or dots."
            );
        if (cells[1].Length == 0 || cells[2].Length == 0)
            throw new FormatException($"Line {number}: {symbol} needs a name and a sector.");
        return new Instrument(symbol, cells[1], new Sector(cells[2]), Kind(cells[3], number));
    }

    private static InstrumentKind Kind(string text, int number) =>
        text switch
        {
            "share" => InstrumentKind.Share,
            "etf" => InstrumentKind.Etf,
            _ => throw new FormatException($"Line {number}: kind '{text}' must be 'share' or 'etf'."),
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
