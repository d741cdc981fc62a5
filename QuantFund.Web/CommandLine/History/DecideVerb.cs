using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using QuantFund.Core.Features;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using Symbol = QuantFund.Core.Domain.Symbol;

namespace QuantFund.Web.CommandLine.History;

/// <summary>Runs phases A to G at a moment of the past, with the debate by rules, and writes the complete record.</summary>
public static class DecideVerb
{
    public static Command Create(string[] hostArguments)
    {
        var asOf = HistoryVerb.AsOf();
        var equity = NumberOption.Dollars(
            "--equity",
            "Equity in dollars, positions included. Default 1000000.",
            1_000_000m
        );
        var positions = new Option<string?>("--positions")
        {
            Description =
                "CSV of what is held: symbol,quantity and, if known, averagePrice; shorts negative. Default: nothing.",
        };
        var repeat = NumberOption.Whole(
            "--repeat",
            "Runs the decision N times, each from bars in memory, and ends with the medians of their times in ms."
        );
        var output = HistoryVerb.Out("The JSON file.");
        var files = new HistoryFiles();
        var verb = new Command("decide", "Makes the plan of a moment of the past; nothing is sent, nothing is kept.")
        {
            asOf,
            equity,
            positions,
            repeat,
            output,
        };
        files.AddTo(verb);
        verb.SetAction(
            (parsed, stop) =>
                HistoryVerb.EndAsync(
                    async () =>
                    {
                        var dollars = parsed.GetValue(equity);
                        if (dollars <= 0m)
                            throw new VerbRefusedException(ExitCode.BadUsage, "--equity: must be above 0 dollars.");
                        var runs = parsed.GetValue(repeat);
                        if (parsed.GetResult(repeat) is { Implicit: false } && runs < 1)
                            throw new VerbRefusedException(ExitCode.BadUsage, "--repeat: must be 1 or more.");
                        var held = HeldPositions.Read(parsed.GetValue(positions));
                        await PastMoment.OpenAsync(
                            hostArguments,
                            parsed,
                            files,
                            asOf,
                            past => DecideAsync(past, dollars, held, runs, parsed.GetValue(output)!, stop),
                            stop
                        );
                    },
                    stop
                )
        );
        return verb;
    }

    private static async Task DecideAsync(
        PastMoment past,
        decimal equity,
        IReadOnlyList<(Symbol Symbol, decimal Quantity, decimal? AveragePrice)> held,
        int runs,
        string path,
        CancellationToken stop
    )
    {
        var decision = new PastDecision(past.Services, past.Market);
        var timings = new List<IReadOnlyDictionary<string, double>>();
        CycleRecord? record = null;
        // The first run also compiles; it is not among those that are measured.
        for (var run = runs > 0 ? 0 : 1; run <= Math.Max(1, runs); run++)
        {
            record = await decision.RunAsync(past.AsOf, equity, held, stop);
            if (run > 0)
                timings.Add(record.Timings);
        }
        await WriteAsync(record!, path, stop);
        PastMoment.NameDoubts(FeatureEngine.Build(past.Market.Latest(past.AsOf)));
        if (runs > 0)
            Console.WriteLine(
                JsonSerializer.Serialize(DecisionTimes.Of(past.Market.Universe.Count, timings), FundJson.Options)
            );
    }

    private static async Task WriteAsync(CycleRecord record, string path, CancellationToken cancellation)
    {
        await using (var file = HistoryVerb.Create(path))
            await JsonSerializer.SerializeAsync(file.BaseStream, record, FundJson.Options, cancellation);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Plan.Trades.Count} trades planned, {record.Plan.Skips.Count} skipped as of {record.AsOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {path}"
            )
        );
    }
}

/// <summary>Medians of several runs, milliseconds of wall time.</summary>
internal sealed record DecisionTimes(
    int Symbols,
    int Repeats,
    double TotalMs,
    IReadOnlyDictionary<string, double> Phases
)
{
    public static DecisionTimes Of(int symbols, IReadOnlyList<IReadOnlyDictionary<string, double>> runs) =>
        new(
            symbols,
            runs.Count,
            Median(runs.Select(r => r.Values.Sum())),
            runs[0]
                .Keys.ToDictionary(phase => phase, phase => Median(runs.Select(r => r[phase])), StringComparer.Ordinal)
        );

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
