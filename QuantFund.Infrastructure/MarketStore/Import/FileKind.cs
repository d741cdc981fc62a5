using QuantFund.Core.Domain.Formats;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>Tells from a header what a file is.</summary>
internal static class FileKind
{
    private static readonly Func<RowKind>[] Facts =
    [
        () => new VixRows(),
        () => new MacroRows(),
        () => new MacroSeriesRows(),
        () => new SectorRows(),
        () => new NewsRows(),
        () => new ExplainedRows(),
    ];

    /// <param name="path">The file, for messages.</param>
    /// <param name="header">Its columns.</param>
    /// <param name="timeframe">What the user says of bars; null = guess.</param>
    /// <param name="shape">Reads the length of bars off their times, and which end of them these name.</param>
    /// <exception cref="UnreadableFileException">The header is that of no kind; the message names the column at fault.</exception>
    public static RowKind Of(string path, IReadOnlyList<string> header, Timeframe? timeframe, Func<BarShape> shape)
    {
        var twice = header.GroupBy(h => h, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new UnreadableFileException($"{path}:1: the column '{Printable.Of(twice.Key, 60)}' is there twice.");

        var kinds = Facts
            .Select(create => create())
            .Append(new BarRows(new BarShape(Timeframe.Day, BarLabel.Start), "date"))
            .Append(new BarRows(new BarShape(Timeframe.QuarterHour, BarLabel.Start), "timestamp"))
            .ToList();
        // The fewest differences; of two, the one that more of the columns belong to.
        var nearest = kinds.MinBy(k =>
            (Missing(k, header).Count + Unknown(k, header).Count, Unknown(k, header).Count)
        )!;
        if (Missing(nearest, header) is [var missing, ..])
            throw new UnreadableFileException(
                $"{path}:1: the column '{missing}' is missing. {Expected(nearest)}{Found(header)}"
            );
        if (Unknown(nearest, header) is [var unknown, ..])
            throw new UnreadableFileException(
                $"{path}:1: the column '{Printable.Of(unknown, 60)}' is not known. {Expected(nearest)} Remove it."
            );

        return nearest is BarRows ? Bars(path, nearest, timeframe, shape) : nearest;
    }

    private static BarRows Bars(string path, RowKind nearest, Timeframe? timeframe, Func<BarShape> shape)
    {
        if (nearest.Table == MarketTable.Bars(Timeframe.Day))
        {
            return timeframe is null or Timeframe.Day
                ? (BarRows)nearest
                : throw new UnreadableFileException(
                    $"{path}:1: {timeframe.Value.Name()} bars need a column 'timestamp'; this file has 'date', as daily bars do."
                );
        }

        return new BarRows(shape(), "timestamp");
    }

    private static List<string> Missing(RowKind kind, IReadOnlyList<string> header) =>
        [.. kind.Columns.Except(header, StringComparer.OrdinalIgnoreCase)];

    private static List<string> Unknown(RowKind kind, IReadOnlyList<string> header) =>
        [.. header.Except(kind.Columns, StringComparer.OrdinalIgnoreCase)];

    private static string Expected(RowKind kind) =>
        $"The columns of {Plain(kind)} are {string.Join(",", kind.Columns)}.";

    private static string Plain(RowKind kind) => kind is BarRows ? "bars" : kind.Name;

    private static string Found(IReadOnlyList<string> header) =>
        $" This file has {Printable.Of(string.Join(",", header), 200)}.";
}
