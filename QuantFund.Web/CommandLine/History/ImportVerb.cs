using System.CommandLine;
using QuantFund.Core.Domain.Formats;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Infrastructure.MarketStore.Import;
using QuantFund.Web.Security;

namespace QuantFund.Web.CommandLine.History;

/// <summary>
/// Takes market data into the store. Ends with 0 when every file was stored, bad rows or not (they are listed); with 1
/// when a file had no good row or the store could not be written; with 2 when a file could not be read or its header is
/// that of no kind.
/// </summary>
public static class ImportVerb
{
    public static Command Create(string[] hostArguments)
    {
        var files = new Argument<string[]>("file")
        {
            Description =
                "Bars (symbol,date|timestamp,open,high,low,close,volume), VIX, macro, sectors or news, told by the header: CSV, plain or gzip, or Parquet. Later files win on equal keys.",
            Arity = ArgumentArity.OneOrMore,
        };
        var timeframe = new Option<string?>("--timeframe")
        {
            Description = "Length of the bars; without it, it is told from their times.",
        };
        timeframe.AcceptOnlyFromAmong([.. Timeframes.Names]);
        var label = new Option<string?>("--label")
        {
            Description =
                "Which end of a bar within a session its time names: start or end; without it, the start, and a file that looks otherwise is refused.",
        };
        label.AcceptOnlyFromAmong("start", "end");
        var verb = new Command("import", "Takes market data into the store; bad rows are rejected and listed.")
        {
            files,
            timeframe,
            label,
        };
        verb.SetAction(
            (parsed, stop) =>
                Task.FromResult(
                    Run(
                        hostArguments,
                        parsed.GetValue(files)!,
                        parsed.GetValue(timeframe),
                        parsed.GetValue(label),
                        stop
                    )
                )
        );
        return verb;
    }

    private static int Run(
        string[] hostArguments,
        string[] files,
        string? timeframe,
        string? label,
        CancellationToken stop
    )
    {
        using var store = StoreHost.Open(hostArguments);
        var folder = new MarketFolder(
            Path.Combine(store.Services.GetRequiredService<DataDirectory>().Path, MarketFolder.Name)
        );
        var (output, errors) = (ImportScreen.ForOutput(), Console.Error);
        try
        {
            var named = timeframe is null ? null : Timeframes.Parse(timeframe);
            var end =
                label is null ? (BarLabel?)null
                : string.Equals(label, "end", StringComparison.OrdinalIgnoreCase) ? BarLabel.End
                : BarLabel.Start;
            var results = ImportScreen.Watch(
                output,
                progress => new MarketImport(folder).Run(files, named, progress, stop, end)
            );
            ImportScreen.Rejects(errors, results);
            ImportScreen.Summary(output, results);
            return results.Max(ExitCodeOf);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            errors.WriteLine("Stopped. Files that were done before are in the store; the one at hand changed nothing.");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(Printable.Of(e.Message));
            return ExitCode.Failed;
        }
    }

    private static int ExitCodeOf(ImportedFile file) =>
        file switch
        {
            ImportedFile.Refused => ExitCode.BadUsage,
            ImportedFile.NothingGood => ExitCode.Failed,
            _ => ExitCode.Done,
        };
}
