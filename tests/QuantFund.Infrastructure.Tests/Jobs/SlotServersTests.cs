using AwesomeAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Infrastructure.Jobs;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Infrastructure.Tests.Persistence;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Jobs;

public sealed class SlotServersOnSqlite() : SlotServersTests(new SqliteSource());

public sealed class SlotServersOnPostgres(PostgresServer server) : SlotServersTests(new PostgresSource(server));

/// <summary>Whole hosts with Hangfire's real servers, clock, queue and store.</summary>
public abstract class SlotServersTests(IStoreSource source) : IAsyncDisposable
{
    private readonly FakeTimeProvider market = new(NewYork.ToUtc(new DateOnly(2026, 1, 5), new TimeOnly(9, 30)));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachSlot_RunsOnOneOfTwoServers_AndBothAreAsked()
    {
        var configuration = await source.NewAsync();
        using var one = await StartAsync(configuration);
        using var two = await StartAsync(configuration);
        var asked = new[] { one, two }.Select(h => h.Services.GetRequiredService<Claiming>()).ToList();

        foreach (var slot in new[] { 1, 2 })
        {
            market.Advance(TimeSpan.FromMinutes(15));
            while (true)
            {
                var next = asked.Select(c => c.Next()).ToList();
                if (asked.Sum(c => c.Asked) >= 2 * slot)
                    break;
                await Task.WhenAny(next).WaitAsync(Stop);
            }
        }

        asked.Sum(c => c.Ran).Should().Be(2);
        var cycles = await one.Services.GetRequiredService<ICycleStore>().PageAsync(10, null, Stop);
        cycles
            .Items.Select(c => c.Slot)
            .Should()
            .Equal(
                NewYork.ToUtc(new DateOnly(2026, 1, 5), new TimeOnly(10, 0)),
                NewYork.ToUtc(new DateOnly(2026, 1, 5), new TimeOnly(9, 45))
            );
        await one.StopAsync(Stop);
        await two.StopAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<IHost> StartAsync(IConfiguration configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IMarketCalendar>(NyseCalendar.Instance);
        builder.Services.AddSingleton(new MarketTime(market));
        builder.Services.AddSingleton<Claiming>();
        builder.Services.AddSingleton<ISlotRunner>(p => p.GetRequiredService<Claiming>());
        builder.Services.AddFundPersistence(configuration);
        builder.Services.AddFundJobs(configuration);
        var host = builder.Build();
        await host.StartAsync(Stop);
        return host;
    }

    /// <summary>Claims the slot as the engine does, and counts.</summary>
    private sealed class Claiming(ICycleStore cycles) : ISlotRunner
    {
        private readonly Lock sync = new();
        private TaskCompletionSource next = New();

        public int Asked { get; private set; }

        public int Ran { get; private set; }

        public bool Leads => true;

        public void Missed(DateTimeOffset slot, string reason) => throw new NotSupportedException();

        public Task Next()
        {
            lock (sync)
                return next.Task;
        }

        public async Task<SlotOutcome> RunAsync(DateTimeOffset slot, CancellationToken cancellation)
        {
            var cycle = CycleStoreTests.Cycle() with { Id = CycleIds.OfSlot(slot), Slot = slot };
            var claimed = await cycles.ClaimAsync(cycle, cancellation);
            lock (sync)
            {
                Asked++;
                Ran += claimed ? 1 : 0;
                next.SetResult();
                next = New();
            }
            return claimed ? SlotOutcome.Ran : SlotOutcome.Taken;
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
