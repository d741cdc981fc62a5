namespace QuantFund.Infrastructure;

/// <summary>The process can't start, for a reason that its user can mend: shown as one line, without a stack.</summary>
public sealed class StartupException : Exception
{
    public StartupException() { }

    /// <summary>2 where the configuration asks for what can't be; 1 otherwise.</summary>
    public int ExitCode { get; init; } = 1;

    public StartupException(string message)
        : base(message) { }

    public StartupException(string message, Exception inner)
        : base(message, inner) { }
}
