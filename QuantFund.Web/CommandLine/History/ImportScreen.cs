using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Formats;
using QuantFund.Infrastructure.MarketStore.Import;
using Spectre.Console;

namespace QuantFund.Web.CommandLine.History;

/// <summary>What an import shows: a progress bar on a terminal and nothing that moves elsewhere, rejected rows, a summary.</summary>
internal static class ImportScreen
{
    // Without a terminal there is no width to fit; a table must not be wrapped for a log.
    private const int WidthOfLogs = 200;

    public static IAnsiConsole ForOutput()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfLogs;
        return console;
    }

    /// <summary>For a verb whose output is another: progress goes beside it.</summary>
    public static IAnsiConsole ForErrors() =>
        Console.IsErrorRedirected
            ? ForOutputOf(TextWriter.Null)
            : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    private static IAnsiConsole ForOutputOf(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });

    /// <summary>Runs an import to its end, showing how far each file is.</summary>
    public static List<ImportedFile> Watch(
        IAnsiConsole console,
        Func<Action<string, double>?, IEnumerable<ImportedFile>> import
    ) =>
        !console.Profile.Out.IsTerminal
            ? [.. import(null)]
            : console
                .Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
                .Start(screen =>
                {
                    var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
                    return import((path, done) => BarOf(screen, bars, path).Value = done * 100).ToList();
                });

    /// <summary>Every rejected row with file, line and column, as far as they can be shown, and the files that could not be read.</summary>
    public static void Rejects(TextWriter errors, IEnumerable<ImportedFile> files)
    {
        foreach (var file in files)
        {
            if (file is ImportedFile.Refused refused)
                errors.WriteLine(Printable.Of(refused.Reason));
            if (file is ImportedFile.Stored stored)
                Doubts(errors, stored);
            foreach (var row in RejectedOf(file).First)
                errors.WriteLine(Printable.Of(row.ToString()));
            if (RejectedOf(file) is { List: { } list } rejected && rejected.Count > rejected.First.Count)
                errors.WriteLine(
                    $"… and {Number(rejected.Count - rejected.First.Count)} more rejected rows: see {Printable.Of(list)}"
                );
        }
    }

    private static void Doubts(TextWriter errors, ImportedFile.Stored file)
    {
        foreach (var doubt in file.Doubts.Take(RejectedRows.Shown))
            errors.WriteLine(
                Printable.Of(
                    $"{file.Path}: {doubt.Symbol}: {doubt.Why} Strategies abstain on it until it is explained."
                )
            );
        if (file.Doubts.Count > RejectedRows.Shown)
            errors.WriteLine($"… and {Number(file.Doubts.Count - RejectedRows.Shown)} more jumps of that kind");
    }

    public static void Summary(IAnsiConsole console, IEnumerable<ImportedFile> files)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (name, right) in Columns)
        {
            var column = new TableColumn(name).NoWrap();
            table.AddColumn(right ? column.RightAligned() : column);
        }

        foreach (var file in files)
            table.AddRow([.. Cells(file).Select(c => Markup.Escape(Printable.Of(c)))]);
        console.Write(table);
    }

    private static readonly (string Name, bool Right)[] Columns =
    [
        ("file", false),
        ("kind", false),
        ("stored", true),
        ("new", true),
        ("replaced", true),
        ("unchanged", true),
        ("rejected", true),
    ];

    private static string[] Cells(ImportedFile file) =>
        file switch
        {
            ImportedFile.Stored s =>
            [
                Path.GetFileName(s.Path),
                s.Kind,
                Number(s.Good),
                Number(s.New),
                Number(s.Replaced),
                Number(s.Unchanged),
                Number(s.Rejected.Count),
            ],
            ImportedFile.NothingGood n =>
            [
                Path.GetFileName(n.Path),
                n.Kind + ", no good row",
                "0",
                "0",
                "0",
                "0",
                Number(n.Rejected.Count),
            ],
            _ => [Path.GetFileName(file.Path), "not read", "0", "0", "0", "0", ""],
        };

    private static RejectedRows RejectedOf(ImportedFile file) =>
        file switch
        {
            ImportedFile.Stored stored => stored.Rejected,
            ImportedFile.NothingGood nothing => nothing.Rejected,
            _ => RejectedRows.None,
        };

    private static ProgressTask BarOf(ProgressContext screen, Dictionary<string, ProgressTask> bars, string path)
    {
        if (!bars.TryGetValue(path, out var bar))
            bars.Add(path, bar = screen.AddTask(Markup.Escape(Printable.Of(Path.GetFileName(path)))));
        return bar;
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
