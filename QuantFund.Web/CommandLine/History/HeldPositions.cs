using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Formats;

namespace QuantFund.Web.CommandLine.History;

/// <summary>Reads a book from CSV: <c>symbol,quantity[,averagePrice]</c>, in any order; other columns are not looked at.</summary>
internal static class HeldPositions
{
    /// <exception cref="VerbRefusedException">A line is wrong; the message names file, line and column.</exception>
    public static IReadOnlyList<(Symbol Symbol, decimal Quantity, decimal? AveragePrice)> Read(string? path)
    {
        if (path is null)
            return [];
        using var text = new StreamReader(path);
        var records = new CsvRecords(text);
        var header = records.Next() is { Fault: null } first ? first.Fields.ToList() : [];
        var (symbolAt, quantityAt, priceAt) = (At("symbol"), At("quantity"), At("averagePrice"));
        if (symbolAt < 0 || quantityAt < 0)
            throw Refused(1, "the columns are symbol,quantity and, if known, averagePrice, separated by commas");
        var held = new List<(Symbol, decimal, decimal?)>();
        while (records.Next() is { } record)
        {
            var cells = record.Fields;
            if (record.Fault is not null)
                throw Refused(record.Line, record.Fault);
            if (cells.Length != header.Count)
                throw Refused(record.Line, $"the row has {cells.Length} fields, the header {header.Count}");
            if (!Symbol.TryParse(cells[symbolAt], out var symbol))
                throw Refused(record.Line, $"symbol: '{Printable.Of(cells[symbolAt], 40)}' is no symbol");
            if (held.Exists(h => h.Item1 == symbol))
                throw Refused(record.Line, $"symbol: {symbol} is there twice");
            var price =
                priceAt < 0 || cells[priceAt].Length == 0
                    ? (decimal?)null
                    : Number(record.Line, "averagePrice", cells[priceAt]);
            if (price <= 0m)
                throw Refused(record.Line, "averagePrice: must be above 0");
            held.Add((symbol, Number(record.Line, "quantity", cells[quantityAt]), price));
        }
        return held;

        int At(string name) => header.FindIndex(h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase));

        decimal Number(long line, string column, string cell) =>
            InvariantNumber.TryMoney(cell, out var value)
                ? value
                : throw Refused(line, $"{column}: '{Printable.Of(cell, 40)}' is no number: write 1234.5");

        VerbRefusedException Refused(long line, string fault) => new(ExitCode.BadUsage, $"{path}:{line}: {fault}.");
    }
}
