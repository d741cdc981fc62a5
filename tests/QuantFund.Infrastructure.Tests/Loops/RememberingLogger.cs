using Microsoft.Extensions.Logging;

namespace QuantFund.Infrastructure.Tests.Loops;

/// <summary>Keeps what was logged.</summary>
internal sealed class RememberingLogger<T> : ILogger<T>
{
    private readonly Lock sync = new();
    private readonly List<(LogLevel Level, string Text)> lines = [];
    private (string Text, TaskCompletionSource Done)? awaited;

    public IReadOnlyList<(LogLevel Level, string Text)> Lines
    {
        get
        {
            lock (sync)
                return [.. lines];
        }
    }

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
        TaskCompletionSource? heard = null;
        lock (sync)
        {
            lines.Add((logLevel, formatter(state, exception)));
            if (awaited is { } waiting && lines[^1].Text.Contains(waiting.Text, StringComparison.Ordinal))
                heard = waiting.Done;
        }
        heard?.TrySetResult();
    }

    /// <summary>Until a line with this text is logged, now or before.</summary>
    public Task HearsAsync(string text)
    {
        lock (sync)
        {
            if (lines.Exists(l => l.Text.Contains(text, StringComparison.Ordinal)))
                return Task.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited = (text, done);
            return done.Task;
        }
    }
}
