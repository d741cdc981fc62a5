using System.Net;
using AwesomeAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Postgres;
using QuantFund.Web.Tests.Api;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace QuantFund.Web.Tests.Running;

/// <summary>The whole host on a database that it shares, and that may go away.</summary>
public sealed class OnPostgresTests(PostgresServer server)
{
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(15);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task DatabaseThatIsAwayAcrossSlots_EndsNothing_AndTheFundGoesOnWhenItIsBack()
    {
        var connection = await NewAsync();
        await using var host = await HostAsync(connection, "120");
        await host.ReadyAsync();
        using var caller = host.Caller();
        var market = host.Services.GetRequiredService<MarketTime>();
        var life = host.Services.GetRequiredService<IHostApplicationLifetime>();

        await server.LetInAsync(connection, letIn: false);
        await UntilAsync(caller, HttpStatusCode.ServiceUnavailable);
        using (var halt = await caller.SendJsonAsync("POST", "/api/v1/halt", """{"reason":"while it is away"}"""))
            halt.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        var away = market.Now;
        while (market.Now < away + (2 * Slot))
            await PauseAsync();
        life.ApplicationStopping.IsCancellationRequested.Should().BeFalse();

        await server.LetInAsync(connection, letIn: true);
        await UntilAsync(caller, HttpStatusCode.OK);
        // What was heard while nothing could be stored is stored now: it was a halt.
        await host.WhenAsync(v => v.State?.Trading.State == TradingState.Halted);
        using var resumed = await caller.SendJsonAsync("POST", "/api/v1/resume", """{"reason":"it is back"}""");
        resumed.StatusCode.Should().Be(HttpStatusCode.OK);
        var back = market.Now;
        await host.WhenAsync(v =>
            v.State?.Cycles.Any(c => c.Status == CycleStatus.Completed && c.StartedAt > back) == true
        );
        life.ApplicationStopping.IsCancellationRequested.Should().BeFalse();
        host.Services.GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .Should()
            .OnlyContain(s => !s.ExecuteTask!.IsFaulted);
    }

    [Fact]
    public async Task SecondHostWithAnExchangeOfItsOwn_IsNotReady_SaysWhy_AndDoesNotLead()
    {
        var connection = await NewAsync();
        await using var first = await HostAsync(connection, "60");
        await first.ReadyAsync();
        await using var second = await HostAsync(connection, "60");
        using var caller = second.Caller();

        (await UntilAsync(caller, HttpStatusCode.ServiceUnavailable)).Should().Contain("exchange is not the one");

        second.Services.GetRequiredService<CycleRunner>().Leads.Should().BeFalse();
        using var other = first.Caller();
        await UntilAsync(other, HttpStatusCode.OK);
    }

    private async Task<string> NewAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return await server.CreateDatabaseAsync();
    }

    private static Task<FundHost> HostAsync(string connection, string speed) =>
        FundHost.StartAsync(null, ("ConnectionStrings:Fund", connection), ("Exchange:Speed", speed));

    private static async Task<string> UntilAsync(HttpClient caller, HttpStatusCode expected)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await caller.GetAsync("/health/ready", Cancel);
            if (answer.StatusCode == expected)
                return await answer.Content.ReadAsStringAsync(Cancel);
            TimeProvider.System.GetElapsedTime(begun).Should().BeLessThan(FundHost.MostWait);
            await PauseAsync();
        }
    }

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancel);
}
