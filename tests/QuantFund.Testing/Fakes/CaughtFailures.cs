using Microsoft.Extensions.Logging;

namespace QuantFund.Testing.Fakes;

/// <summary>Keeps every exception that is logged.</summary>
public sealed class CaughtFailures(List<Exception> failures) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (exception is not null)
            failures.Add(exception);
    }

    public void Dispose() { }
}
