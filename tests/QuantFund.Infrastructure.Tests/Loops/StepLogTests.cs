using AwesomeAssertions;
using Microsoft.Extensions.Logging;
using QuantFund.Infrastructure.Loops;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Loops;

public sealed class StepLogTests
{
    private readonly RememberingLogger<StepLogTests> logger = new();

    [Fact]
    public async Task SameFailure_IsLoggedOnce_AndItsEndOnce()
    {
        var step = new StepLog("Tracking orders", logger);
        for (var i = 0; i < 100; i++)
            await step.RunAsync(_ => throw new InvalidOperationException("no connection"), CancellationToken.None);
        await step.RunAsync(_ => Task.CompletedTask, CancellationToken.None);
        await step.RunAsync(_ => Task.CompletedTask, CancellationToken.None);

        logger
            .Lines.Should()
            .Equal(
                (LogLevel.Error, "Tracking orders failed and will be tried again"),
                (LogLevel.Information, "Tracking orders works again")
            );
    }

    [Fact]
    public async Task AnotherFailure_IsLoggedToo()
    {
        var step = new StepLog("Tracking orders", logger);
        await step.RunAsync(_ => throw new InvalidOperationException("one"), CancellationToken.None);
        await step.RunAsync(_ => throw new InvalidOperationException("two"), CancellationToken.None);

        logger.Lines.Should().HaveCount(2);
    }

    [Fact]
    public async Task StopOfTheLoop_IsNoFailure()
    {
        var step = new StepLog("Tracking orders", logger);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await step.RunAsync(token => Task.FromCanceled(token), stop.Token);

        logger.Lines.Should().BeEmpty();
    }
}
