using System.Collections.Concurrent;
using AwesomeAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantFund.Web.CommandLine;
using Xunit;

namespace QuantFund.Web.Tests;

/// <summary>Whoever keeps a host running learns from its exit code whether somebody asked for the stop, and from its log why.</summary>
public sealed class HostEndTests : IDisposable
{
    private readonly Remembering log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task AHostWhoseServiceFails_EndsByItself_WithOne_AndSaysWhy()
    {
        (await ExitCodeAsync<Failing>(stop: false)).Should().Be(ExitCode.Failed).And.Be(1);

        log.Said.Should().Contain(line => line.Contains("It broke.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AHostThatIsAskedToStop_EndsWithZero()
    {
        (await ExitCodeAsync<Waiting>(stop: true)).Should().Be(ExitCode.Done).And.Be(0);

        log.Said.Should().BeEmpty();
    }

    private async Task<int> ExitCodeAsync<T>(bool stop)
        where T : BackgroundService
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddHostedService<T>();
        // Ends by being run: disposed by its own run.
        var host = builder.Build();
        var life = host.Services.GetRequiredService<IHostApplicationLifetime>();
        if (stop)
            life.ApplicationStarted.Register(life.StopApplication);

        return await host.RunToItsEndAsync().WaitAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("It broke.");
        }
    }

    private sealed class Waiting : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
    }

    private sealed class Remembering : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Said { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Said.Enqueue($"{formatter(state, exception)} {exception?.Message}");

        public void Dispose() { }
    }
}
