using DuckDB.NET.Data;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>One kind of file: the columns its header must have, and how a row is checked and stored.</summary>
internal abstract class RowKind(string name, MarketTable table, params string[] columns)
{
    /// <summary>What the kind is called in reports.</summary>
    public string Name { get; } = name;

    public MarketTable Table { get; } = table;

    public IReadOnlyList<string> Columns { get; } = columns;

    /// <summary>Reads a row's columns; when it is free of faults, gives its values in the table's order to the sink.</summary>
    public abstract void Read(FieldRow row, RowSink sink);
}

/// <summary>Where good rows go.</summary>
internal sealed class RowSink(DuckDBAppender appender)
{
    private IDuckDBAppenderRow? row;

    public long Rows { get; private set; }

    /// <summary>The line of the file that the next row comes from.</summary>
    public long Line { get; set; }

    public RowSink Begin()
    {
        row = appender.CreateRow().AppendValue(Line);
        return this;
    }

    public RowSink Add(string value)
    {
        row!.AppendValue(value);
        return this;
    }

    public RowSink Add(double value)
    {
        row!.AppendValue(value);
        return this;
    }

    public RowSink Add(int value)
    {
        row!.AppendValue(value);
        return this;
    }

    public RowSink Add(DateOnly value)
    {
        row!.AppendValue(value);
        return this;
    }

    public RowSink Add(DateTimeOffset value)
    {
        row!.AppendValue(value.UtcDateTime);
        return this;
    }

    public void End()
    {
        row!.EndRow();
        Rows++;
    }
}
