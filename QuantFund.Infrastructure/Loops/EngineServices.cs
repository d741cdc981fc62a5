using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Core.Risk;
using QuantFund.Core.Simulation;

namespace QuantFund.Infrastructure.Loops;

/// <summary>The engine: order path, live monitor, commands and the loops that drive them.</summary>
public static class EngineServices
{
    /// <summary>
    /// What halt and resume need, for a process that is no engine too: the stores alone (and <see cref="TimeProvider"/>).
    /// </summary>
    public static IServiceCollection AddFundHalting(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => new FundEventBus());
        services.TryAddSingleton<IFundEvents>(p => p.GetRequiredService<FundEventBus>());
        services.TryAddSingleton<Halting>();
        return services;
    }

    /// <summary>
    /// The engine and its loops. Needs the stores, the broker, the feeds, <see cref="IIngestion"/>,
    /// <see cref="IDecisionCycle"/> and <see cref="SlotSchedule"/> beside it.
    /// </summary>
    public static IServiceCollection AddFundEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddFundHalting();
        services.AddChecked<FundOptions>(configuration, FundOptions.Section, o => o.Problems());
        services.AddChecked<ExecutionOptions>(configuration, ExecutionOptions.Section, o => o.Problems());
        services.AddChecked<RiskOptions>(configuration, RiskOptions.Section, o => o.Problems());

        services.AddSingleton<Readiness>();
        services.AddSingleton<LiveQuotes>();
        services.AddSingleton<DeskFacts>();
        services.AddSingleton<HeardHalt>();
        services.AddSingleton<OrderSender>();
        services.AddSingleton<OrderTracker>();
        services.AddSingleton<OrderDesk>();
        services.AddSingleton<IOrderDesk>(p => p.GetRequiredService<OrderDesk>());
        services.AddSingleton<Reconciler>();

        services.AddSingleton<RunningCycle>();
        services.AddSingleton<IApprovalGate, ApprovalGate>();
        services.AddSingleton<FundMarks>();
        services.AddSingleton<RiskActs>();
        services.AddSingleton<FirstContact>();
        services.AddSingleton<FundStart>();
        services.AddSingleton<FundEngine>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<FundMonitor>(p, SourceOf(p)));
        services.AddSingleton<LearningBoard>();
        services.AddSingleton<MissedSlots>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<CycleRunner>(p, SourceOf(p), LogOf(p)));
        services.AddSingleton<ISlotRunner>(p => p.GetRequiredService<CycleRunner>());
        services.AddSingleton<IFundCommands>(p =>
            ActivatorUtilities.CreateInstance<FundCommands>(
                p,
                p.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping
            )
        );
        services.AddHostedService<EngineLoop>();
        services.AddHostedService<ClockNoteLoop>();
        return services;
    }

    /// <summary>What the exchange plays. A broker that is no simulation brings a source of its own.</summary>
    private static object SourceOf(IServiceProvider provider) =>
        provider.GetService<IMarketTape>() is { } tape ? tape.Source : MarketSource.Paper;

    private static CycleFailed LogOf(IServiceProvider provider)
    {
        var logger = provider.GetRequiredService<ILogger<CycleRunner>>();
        return (cycle, phase, failure) =>
            logger.LogError(failure, "Cycle {Cycle} failed in phase {Phase}", cycle, phase ?? "none");
    }
}
