using System.Globalization;
using QuantFund.Core.Domain;

namespace QuantFund.Web.CommandLine;

/// <summary>Reads a book from CSV: <c>symbol,quantity[,averagePrice]</c>.</summary>
internal static class HeldPositions
{
    /// <exception cref="VerbRefusedException">A line is wrong; the message names file, line and column.</exception>
    public static IReadOnlyList<(Symbol Symbol, decimal Quantity, decimal? AveragePrice)> Read(string? path)
    {
        if (path is null)
            return [];
        var lines = File.ReadAllLines(path);
        var header = lines.Length == 0 ? [] : lines[0].Split(',').Select(h => h.Trim()).ToList();
        var (symbolAt, quantityAt, priceAt) = (At("symbol"), At("quantity"), At("averagePrice"));
        if (symbolAt < 0 || quantityAt < 0)
            throw Refused(1, "the columns are symbol,quantity and, if known, averagePrice");
        var held = new List<(Symbol, decimal, decimal?)>();
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            var cells = lines[i].Split(',');
            if (cells.Length != header.Count)
                throw Refused(i + 1, $"the row has {cells.Length} fields, the header {header.Count}");
            if (!Symbol.TryParse(cells[symbolAt].Trim(), out var symbol))
                throw Refused(i + 1, $"symbol: '{cells[symbolAt]}' is no symbol");
            if (held.Exists(h => h.Item1 == symbol))
                throw Refused(i + 1, $"symbol: {symbol} is there twice");
            var price =
                priceAt < 0 || cells[priceAt].Trim().Length == 0
                    ? (decimal?)null
                    : Number(i, "averagePrice", cells[priceAt]);
            held.Add((symbol, Number(i, "quantity", cells[quantityAt]), price));
        }
        return held;

        int At(string name) => header.FindIndex(h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase));

        decimal Number(int line, string column, string text) =>
            decimal.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw Refused(line + 1, $"{column}: '{text}' is no number");

        VerbRefusedException Refused(int line, string fault) => new(ExitCode.BadUsage, $"{path}:{line}: {fault}.");
    }
}
