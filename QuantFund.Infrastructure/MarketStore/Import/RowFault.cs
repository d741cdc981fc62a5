namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>Why a row was rejected: the column at fault, and what is wrong with it.</summary>
public sealed record RowFault(string Column, string Reason)
{
    public override string ToString() => $"{Column}: {Reason}";
}

/// <summary>One rejected row. The line is that of the file, from 1; in Parquet the row's number.</summary>
public sealed record RejectedRow(string File, long Line, RowFault Fault)
{
    public override string ToString() => $"{File}:{Line}: {Fault}";
}

/// <summary>A file that can't be imported at all; nothing of it was. The message names it and says how to mend it.</summary>
public sealed class UnreadableFileException : Exception
{
    public UnreadableFileException() { }

    public UnreadableFileException(string message)
        : base(message) { }

    public UnreadableFileException(string message, Exception inner)
        : base(message, inner) { }
}
