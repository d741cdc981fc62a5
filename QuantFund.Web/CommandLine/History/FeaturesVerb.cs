using System.CommandLine;
using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using Symbol = QuantFund.Core.Domain.Symbol;

namespace QuantFund.Web.CommandLine.History;

/// <summary>Writes the feature table of one moment as <c>symbol,feature,value</c>.</summary>
public static class FeaturesVerb
{
    public static Command Create(string[] hostArguments)
    {
        var asOf = HistoryVerb.AsOf();
        var symbols = new Option<string[]>("--symbols")
        {
            Description =
                "Only these names, apart by spaces or commas; the rest is still what they are measured against.",
            AllowMultipleArgumentsPerToken = true,
        };
        var output = HistoryVerb.Out("The CSV file: symbol,feature,value; an empty value = not enough history.");
        var files = new HistoryFiles();
        var verb = new Command("features", "Writes what the strategies would read at a moment of the past.")
        {
            asOf,
            symbols,
            output,
        };
        files.AddTo(verb);
        verb.SetAction(
            (parsed, stop) =>
                HistoryVerb.EndAsync(
                    () =>
                        PastMoment.OpenAsync(
                            hostArguments,
                            parsed,
                            files,
                            asOf,
                            past =>
                            {
                                var table = FeatureEngine.Build(past.Market.Latest(past.AsOf));
                                PastMoment.NameDoubts(table);
                                var rows = Rows(table, parsed.GetValue(symbols) ?? []);
                                return WriteAsync(table, rows, parsed.GetValue(output)!, stop);
                            },
                            stop
                        ),
                    stop
                )
        );
        return verb;
    }

    private static List<int> Rows(FeatureTable table, string[] named)
    {
        var names = named.SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (names.Count == 0)
            return [.. Enumerable.Range(0, table.Count)];
        var rows = new List<int>();
        foreach (var name in names)
        {
            if (!Symbol.TryParse(name, out var symbol))
                throw new VerbRefusedException(
                    ExitCode.BadUsage,
                    $"--symbols: '{name}' is no symbol: 1 to 10 capital letters, digits or dots."
                );
            var row = table.Universe.IndexOf(symbol);
            if (row < 0)
                throw new VerbRefusedException(
                    ExitCode.BadUsage,
                    $"--symbols: the data has no bars of {name} in the sessions before {table.AsOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC."
                );
            rows.Add(row);
        }
        return [.. rows.Distinct().Order()];
    }

    private static async Task WriteAsync(
        FeatureTable table,
        List<int> rows,
        string path,
        CancellationToken cancellation
    )
    {
        var features = Enum.GetValues<Feature>();
        await using (var file = HistoryVerb.Create(path))
        {
            await file.WriteAsync("symbol,feature,value\n".AsMemory(), cancellation);
            foreach (var row in rows)
            foreach (var feature in features)
                await file.WriteAsync(
                    $"{table.Universe[row].Symbol},{FeatureNames.Of(feature)},{Text(table[feature, row])}\n".AsMemory(),
                    cancellation
                );
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows.Count} symbols, {FeatureNames.Count} features as of {table.AsOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {path}"
            )
        );
    }

    private static string Text(double value) =>
        double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
