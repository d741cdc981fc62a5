using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Core.Simulation;

namespace QuantFund.Infrastructure.Jobs;

/// <summary>Slots as Hangfire jobs: stored in PostgreSQL where the fund's state is, else in memory.</summary>
public static class JobServices
{
    public static IServiceCollection AddFundJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<SlotOptions>(configuration, SlotOptions.Section);
        services.AddSingleton(provider => new SlotSchedule(
            provider.GetRequiredService<IMarketCalendar>(),
            TimeSpan.FromMinutes(provider.GetRequiredService<IOptions<SlotOptions>>().Value.Slots),
            provider.GetService<IMarketTape>()?.Last.Close
        ));
        // Storage and activator by this container: Hangfire's own are of the process, and two hosts in one would run each
        // other's slots.
        services.AddSingleton(provider =>
        {
            _ = provider.GetRequiredService<IGlobalConfiguration>();
            return StorageOf(configuration);
        });
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(
            provider.GetRequiredService<IServiceScopeFactory>()
        ));
        services.AddHangfire(
            (_, hangfire) => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings()
        );
        services.AddHangfireServer(server =>
        {
            // Two: a slot that finds a cycle running is recorded as skipped at once, not queued behind it.
            server.WorkerCount = 2;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
        });
        services.AddTransient<SlotJob>();
        services.TryAddSingleton(MarketName.Real);
        services.AddHostedService<SlotClock>();
        return services;
    }

    private static JobStorage StorageOf(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Fund") is not { Length: > 0 } fund)
            return new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) });
        // A cycle is due each 15 s of wall time at the default speed: a job must not wait in the queue.
        var options = new PostgreSqlStorageOptions
        {
            QueuePollInterval = TimeSpan.FromMilliseconds(250),
            EnableLongPolling = true,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(fund, options), options);
    }

    /// <summary>Hangfire's page, open to whoever the policy lets in.</summary>
    public static void MapFundJobs(this IEndpointRouteBuilder endpoints, string policy) =>
        endpoints
            .MapHangfireDashboard(
                "/jobs",
                new DashboardOptions
                {
                    Authorization = [],
                    AppPath = "/",
                    DashboardTitle = "QuantFund jobs",
                    DisplayStorageConnectionString = false,
                }
            )
            .RequireAuthorization(policy);
}
