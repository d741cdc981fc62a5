using AwesomeAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace QuantFund.Web.Tests;

/// <summary>Whoever keeps a host running learns from its exit code whether somebody asked for the stop.</summary>
public sealed class HostEndTests
{
    [Fact]
    public async Task AHostWhoseServiceFails_StopsByItself_AsFailed() =>
        (await FailedWhenStoppingAsync<Failing>(stop: false)).Should().BeTrue();

    [Fact]
    public async Task AHostThatIsAskedToStop_HasNotFailed() =>
        (await FailedWhenStoppingAsync<Waiting>(stop: true)).Should().BeFalse();

    private static async Task<bool> FailedWhenStoppingAsync<T>(bool stop)
        where T : BackgroundService
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHostedService<T>();
        using var host = builder.Build();
        var life = host.Services.GetRequiredService<IHostApplicationLifetime>();
        var failed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        life.ApplicationStopping.Register(() => failed.SetResult(host.Services.HasFailedService()));

        await host.StartAsync(TestContext.Current.CancellationToken);
        if (stop)
            life.StopApplication();

        var answer = await failed.Task.WaitAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
        return answer;
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
}
