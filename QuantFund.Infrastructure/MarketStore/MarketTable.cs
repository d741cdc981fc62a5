namespace QuantFund.Infrastructure.MarketStore;

/// <summary>
/// One table of the store: its columns with their DuckDB types, the key that names a row, and how its rows are spread
/// over Parquet files. Times are UTC, dates New York's.
/// </summary>
/// <param name="Name">Also the folder: <c>bars/1Day</c>.</param>
/// <param name="Columns">Names and DuckDB types.</param>
/// <param name="Key">The columns that name a row, in the order rows are kept in.</param>
/// <param name="Partition">SQL text that gives the file a row belongs to; a constant for a small table.</param>
public sealed record MarketTable(
    string Name,
    IReadOnlyList<(string Name, string Type)> Columns,
    IReadOnlyList<string> Key,
    string Partition
)
{
    private const string Whole = "'all'";

    public static readonly MarketTable Vix = new(
        "vix",
        [("date", "DATE"), ("open", "DOUBLE"), ("high", "DOUBLE"), ("low", "DOUBLE"), ("close", "DOUBLE")],
        ["date"],
        Whole
    );

    public static readonly MarketTable Macro = new(
        "macro",
        [("series", "VARCHAR"), ("date", "DATE"), ("value", "DOUBLE")],
        ["series", "date"],
        Whole
    );

    public static readonly MarketTable MacroSeries = new(
        "macro-series",
        [
            ("series", "VARCHAR"),
            ("title", "VARCHAR"),
            ("units", "VARCHAR"),
            ("frequency", "VARCHAR"),
            ("release_lag_days", "INTEGER"),
        ],
        ["series"],
        Whole
    );

    public static readonly MarketTable Sectors = new(
        "sectors",
        [("symbol", "VARCHAR"), ("name", "VARCHAR"), ("sector", "VARCHAR")],
        ["symbol"],
        Whole
    );

    public static readonly MarketTable News = new(
        "news",
        [
            ("published", "TIMESTAMP"),
            ("article", "VARCHAR"),
            ("ticker", "VARCHAR"),
            ("relevance", "DOUBLE"),
            ("ticker_score", "DOUBLE"),
            ("ticker_label", "VARCHAR"),
            ("overall_score", "DOUBLE"),
            ("topics", "VARCHAR"),
        ],
        ["published", "article", "ticker"],
        "strftime(published, '%Y-%m')"
    );

    /// <summary>What people and corporate actions explain of jumps in the bars.</summary>
    public static readonly MarketTable Explained = new(
        "explained",
        [("symbol", "VARCHAR"), ("date", "DATE"), ("cause", "VARCHAR"), ("ratio", "DOUBLE"), ("note", "VARCHAR")],
        ["symbol", "date"],
        Whole
    );

    private static readonly Dictionary<Timeframe, MarketTable> BarTables = Enum.GetValues<Timeframe>()
        .ToDictionary(t => t, BarTable);

    /// <summary>Daily bars are kept by year, shorter ones by month, so that a window is read from few files.</summary>
    public static MarketTable Bars(Timeframe timeframe) => BarTables[timeframe];

    internal string ColumnList => string.Join(", ", Columns.Select(c => c.Name));

    internal string KeyList => string.Join(", ", Key);

    private static MarketTable BarTable(Timeframe timeframe) =>
        new(
            $"bars/{timeframe.Name()}",
            [
                ("symbol", "VARCHAR"),
                ("time", "TIMESTAMP"),
                ("open", "DOUBLE"),
                ("high", "DOUBLE"),
                ("low", "DOUBLE"),
                ("close", "DOUBLE"),
                ("volume", "DOUBLE"),
            ],
            ["time", "symbol"],
            timeframe == Timeframe.Day ? "strftime(time, '%Y')" : "strftime(time, '%Y-%m')"
        );
}
