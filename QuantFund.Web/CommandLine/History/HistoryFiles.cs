using System.CommandLine;
using System.CommandLine.Parsing;
using QuantFund.Infrastructure;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Infrastructure.MarketStore.Import;
using QuantFund.Web.Security;

namespace QuantFund.Web.CommandLine.History;

/// <summary>
/// The options that name market data. Where any file is named, the files are the data, taken into a store of their own that
/// goes with the verb; otherwise it is the fund's market store.
/// </summary>
internal sealed class HistoryFiles
{
    private const string Daily = "1Day bars";

    private readonly (Option<string[]> Option, Func<string, bool> Fits)[] options =
    [
        (
            Many("--bars", "Daily bars; may be repeated, later files win on equal keys."),
            kind => string.Equals(kind, Daily, StringComparison.Ordinal)
        ),
        (
            Many("--intraday", "15-minute or 1-minute bars; may be repeated, later files win on equal keys."),
            kind =>
                kind.EndsWith(" bars", StringComparison.Ordinal)
                && !string.Equals(kind, Daily, StringComparison.Ordinal)
        ),
        (Many("--news", "Scores of articles by ticker."), kind => Starts(kind, "news")),
        (
            Many("--macro", "Values of macro series; a second file may describe the series and their release lags."),
            kind => Starts(kind, "macro")
        ),
        (Many("--vix", "Daily values of the VIX."), kind => Starts(kind, "VIX")),
        (Many("--sectors", "Names and sectors."), kind => Starts(kind, "sectors")),
        (
            Many("--explained", "What explains jumps of prices: symbol,date,cause,ratio,note."),
            kind => Starts(kind, "explained")
        ),
    ];

    public void AddTo(Command verb)
    {
        foreach (var (option, _) in options)
            verb.Add(option);
    }

    /// <exception cref="VerbRefusedException">A file can't be read, is of another kind, or has no good row.</exception>
    public async Task<OpenedHistory> OpenAsync(ParseResult parsed, StoreHost host, CancellationToken cancellation)
    {
        var named = options
            .SelectMany(o => (parsed.GetValue(o.Option) ?? []).Select(path => new NamedFile(path, o.Option, o.Fits)))
            .ToLookup(f => f.Option == options[0].Option);
        if (named.Count == 0)
            return new OpenedHistory(
                new MarketFolder(
                    Path.Combine(host.Services.GetRequiredService<DataDirectory>().Path, MarketFolder.Name)
                ),
                null
            );

        var scratch = Directory.CreateTempSubdirectory("quantfund-history-").FullName;
        try
        {
            var folder = new MarketFolder(scratch);
            // Faultless daily bars are read as they are, beside the import of whatever else is named.
            var reading = Task.Run(
                () => DailyBars.TryRead([.. named[true].Select(f => f.Path)], cancellation),
                cancellation
            );
            Import(folder, [.. named[false]], cancellation);
            var daily = await reading;
            if (daily is null)
                Import(folder, [.. named[true]], cancellation);
            return new OpenedHistory(folder, scratch, daily);
        }
        catch
        {
            Directory.Delete(scratch, recursive: true);
            throw;
        }
    }

    private static void Import(MarketFolder folder, IReadOnlyList<NamedFile> files, CancellationToken cancellation)
    {
        if (files.Count == 0)
            return;
        var results = ImportScreen.Watch(
            ImportScreen.ForErrors(),
            progress => new MarketImport(folder).Run([.. files.Select(f => f.Path)], null, progress, cancellation)
        );
        ImportScreen.Rejects(Console.Error, results);
        for (var i = 0; i < results.Count; i++)
            Check(results[i], files[i].Option.Name, files[i].Fits);
    }

    private static void Check(ImportedFile file, string option, Func<string, bool> fits)
    {
        switch (file)
        {
            case ImportedFile.Refused:
                throw new VerbRefusedException(ExitCode.BadUsage, null);
            case ImportedFile.NothingGood nothing:
                throw new VerbRefusedException(ExitCode.Failed, $"{nothing.Path}: no row was good.");
            case ImportedFile.Stored stored when !fits(stored.Kind):
                throw new VerbRefusedException(
                    ExitCode.BadUsage,
                    $"{option}: {stored.Path} holds {stored.Kind}. Name it with the option that is meant for them."
                );
        }
    }

    private sealed record NamedFile(string Path, Option<string[]> Option, Func<string, bool> Fits);

    private static bool Starts(string kind, string with) => kind.StartsWith(with, StringComparison.OrdinalIgnoreCase);

    private static Option<string[]> Many(string name, string description) =>
        new(name)
        {
            Description = $"{description} Plain or gzip. Instead of the store.",
            Arity = ArgumentArity.OneOrMore,
        };
}

/// <summary>A market store that is open for reading, and the folder that goes when it is closed.</summary>
internal sealed class OpenedHistory(MarketFolder folder, string? scratch, DailyBars? daily = null) : IDisposable
{
    public MarketHistory History { get; } = new(folder, daily);

    public void Dispose()
    {
        History.Dispose();
        if (scratch is not null)
            Directory.Delete(scratch, recursive: true);
    }
}

/// <summary>A verb can't do what it was asked, for a reason that its user can mend. A null message: it has been said.</summary>
public sealed class VerbRefusedException(int exitCode, string? message) : Exception(message)
{
    public VerbRefusedException()
        : this(QuantFund.Web.CommandLine.ExitCode.Failed, null) { }

    public VerbRefusedException(string message)
        : this(QuantFund.Web.CommandLine.ExitCode.Failed, message) { }

    public VerbRefusedException(string message, Exception inner)
        : this(QuantFund.Web.CommandLine.ExitCode.Failed, $"{message} {inner.Message}") { }

    public int ExitCode { get; } = exitCode;

    public bool HasText { get; } = message is not null;
}
