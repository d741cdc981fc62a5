using DuckDB.NET.Data;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>
/// Takes files into the store, one after another. A file is read once and row by row into a database on disk, its bad rows
/// are set aside, the partitions it touches are written anew beside the old ones, and one rename makes them the store: so
/// memory is bounded, and a process that dies leaves the store as it was before the file. On equal keys the later file
/// wins; the same file again changes nothing.
/// </summary>
public sealed class MarketImport(MarketFolder folder)
{
    // Twenty-one sessions of usual volume, and a holiday.
    private const int DaysBefore = 40;

    private const int RowsBetweenReports = 20_000;

    // From Friday to Tuesday: daily bars of three dates and more have a shorter step among them.
    private const int LongWeekend = 4;

    /// <param name="paths">Files in the order they count.</param>
    /// <param name="timeframe">Of bars; null = told from the data.</param>
    /// <param name="progress">Hears how much of which file is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the import before the file that is being read.</param>
    /// <param name="label">Which end of a bar within a session its time names; null = its start, unless the times look otherwise.</param>
    /// <exception cref="IOException">Another process imports now, or the disk fails.</exception>
    public IEnumerable<ImportedFile> Run(
        IReadOnlyList<string> paths,
        Timeframe? timeframe,
        Action<string, double>? progress,
        CancellationToken cancellation,
        BarLabel? label = null
    )
    {
        using var alone = folder.LockForImport();
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            folder.Sweep();
            yield return One(path, timeframe, label, progress, cancellation);
        }

        folder.Sweep();
    }

    private ImportedFile One(
        string path,
        Timeframe? timeframe,
        BarLabel? label,
        Action<string, double>? progress,
        CancellationToken cancellation
    )
    {
        try
        {
            using var source = RowSources.Open(path);
            var kind = FileKind.Of(
                path,
                source.Header,
                timeframe,
                () => BarTimes.ShapeOf(path, folder.PlainStaging("times.duckdb"), timeframe, label)
            );
            using var rejects = new RejectList(path, RejectList.PlaceOf(folder, path));
            using var staging = new StagedRows(kind.Table, folder.PlainStaging("rows.duckdb"));
            Stage(path, source, kind, staging, rejects, progress, cancellation);
            foreach (var (line, fault) in staging.TakeOutRepeats())
                rejects.Add(line, fault);
            if (staging.Rows == 0)
                return new ImportedFile.NothingGood(path, kind.Name, rejects.Close());
            if (
                kind.Table == MarketTable.Bars(Timeframe.Day)
                && staging.ShortestStep() is { Days: >= LongWeekend } step
            )
                return new ImportedFile.Refused(
                    path,
                    $"{path}: these are no daily bars: no name has two that are less than {step.Days} days apart."
                );

            var merge = staging.Merge(folder, cancellation);
            if (merge.Parts.Count > 0)
                folder.Commit(folder.Manifest().With(merge.Parts));
            progress?.Invoke(path, 1);
            return new ImportedFile.Stored(
                path,
                kind.Name,
                staging.Rows,
                merge.New,
                merge.Replaced,
                staging.Rows - merge.New - merge.Replaced,
                rejects.Close()
            )
            {
                Doubts = Doubts(kind, staging),
            };
        }
        catch (UnreadableFileException e)
        {
            return new ImportedFile.Refused(path, e.Message);
        }
    }

    /// <summary>Jumps of the file's names, in the store, from a little before the file's first bar: it may be the file that jumps.</summary>
    private List<StoredDoubt> Doubts(RowKind kind, StagedRows staging)
    {
        var isDaily = kind.Table == MarketTable.Bars(Timeframe.Day);
        if (!isDaily && kind.Table != MarketTable.Bars(Timeframe.QuarterHour))
            return [];
        var (names, first, last) = staging.Span();
        using var history = new MarketHistory(folder);
        return
        [
            .. StoredDoubts.In(history.Days(kind.Table, first.AddDays(-DaysBefore), last, names), history.RealJumps),
        ];
    }

    private static void Stage(
        string path,
        IRowSource source,
        RowKind kind,
        StagedRows staging,
        RejectList rejects,
        Action<string, double>? progress,
        CancellationToken cancellation
    )
    {
        var row = new FieldRow(kind.Columns);
        row.Arrange(source.Header);
        using var appender = staging.Append();
        var sink = new RowSink(appender);
        for (long n = 1; source.Next() is { } cells; n++)
        {
            sink.Line = source.Line;
            row.Take(cells, source.Header.Count, source.Fault);
            kind.Read(row, sink);
            if (row.Fault is not null)
                rejects.Add(source.Line, row.Fault);
            if (n % RowsBetweenReports != 0)
                continue;
            cancellation.ThrowIfCancellationRequested();
            // Reading is most of the work; the rest of the bar is the writing.
            progress?.Invoke(path, source.Progress * 0.8);
        }
    }
}
