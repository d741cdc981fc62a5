namespace QuantFund.Infrastructure;

/// <summary>The process can't start, for a reason that its user can mend: shown as one line, without a stack.</summary>
public sealed class StartupException : Exception
{
    public StartupException() { }

    public StartupException(string message)
        : base(message) { }

    public StartupException(string message, Exception inner)
        : base(message, inner) { }
}
