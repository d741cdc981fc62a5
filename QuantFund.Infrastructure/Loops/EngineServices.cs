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

    /// <summary>What a person may tell the fund, for a process that has no engine.</summary>
    public static IServiceCollection AddStoreCommands(this IServiceCollection services)
    {
        services.AddFundHalting();
        services.AddCommandChecks();
        services.AddSingleton<IFundCommands, StoreCommands>();
        return services;
    }

    private static void AddCommandChecks(this IServiceCollection services)
    {
        services.AddSingleton<PlanDecisions>();
        services.AddSingleton<StrategyChanges>();
    }

    /// <summary>
    /// The engine and its loops. Needs the stores, the broker, the feeds, <see cref="IIngestion"/>,
    /// <see cref="IDecisionCycle"/> and <see cref="SlotSchedule"/> beside it.
    /// </summary>
    public static IServiceCollection AddFundEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddFundHalting();
        services.AddCommandChecks();
        services.AddChecked<ExecutionOptions>(configuration, ExecutionOptions.Section, o => o.Problems());
        services.AddChecked<FundOptions>(configuration, FundOptions.Section, o => o.Problems());
        services.AddChecked<RiskOptions>(configuration, RiskOptions.Section, o => o.Problems());

        services.AddSingleton<Readiness>();
        services.AddSingleton<LiveQuotes>();
        services.AddSingleton<DeskFacts>();
        services.AddSingleton<HeardHalt>();
        services.AddSingleton<OrderSender>();
        services.AddSingleton<OrderTracker>();
        services.AddSingleton<OrderAttempts>();
        services.AddSingleton<OrderDesk>();
        services.AddSingleton<IOrderDesk>(p => p.GetRequiredService<OrderDesk>());
        services.AddSingleton<Reconciler>();

        services.AddSingleton<CycleRows>();
        services.AddSingleton<IApprovalGate, ApprovalGate>();
        services.AddSingleton<LearningBoard>();
        services.AddSingleton<CycleLessons>();
        services.AddSingleton<CycleAdmission>();
        services.AddSingleton<MissedSlots>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<DecisionRequests>(p, SourceOf(p)));
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<CycleRun>(p, LogOf(p)));
        services.AddSingleton<CycleRunner>();
        services.AddSingleton<ISlotRunner>(p => p.GetRequiredService<CycleRunner>());

        services.AddSingleton<FundMarks>();
        services.AddSingleton<BookCut>();
        services.AddSingleton<RiskActs>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<FundTeller>(p, SourceOf(p)));
        services.AddSingleton<FundMonitor>();
        services.AddSingleton<FirstContact>();
        services.AddSingleton<BookDifferences>();
        services.AddSingleton<FundLead>();
        services.AddSingleton<FundStart>();
        services.AddSingleton<SourceNews>();
        services.AddSingleton<DayEnd>();
        services.AddSingleton<FundEngine>();

        services.AddSingleton<Flattening>();
        services.AddSingleton<ConfirmedCancels>();
        services.AddSingleton<EngineHalt>();
        services.AddSingleton<IEngineCommands>(p =>
            ActivatorUtilities.CreateInstance<FundCommands>(
                p,
                p.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None
            )
        );
        services.AddSingleton<IFundCommands>(p => p.GetRequiredService<IEngineCommands>());
        services.AddHostedService<EngineLoop>();
        services.AddHostedService<ClockNoteLoop>();
        return services;
    }

    /// <summary>What the exchange plays. A broker that is no simulation brings a source of its own.</summary>
    private static object SourceOf(IServiceProvider provider) =>
        provider.GetService<IMarketTape>() is { } tape ? tape.Source : MarketSource.Paper;

    private static CycleFailed LogOf(IServiceProvider provider)
    {
        var logger = provider.GetRequiredService<ILogger<CycleRun>>();
        return (cycle, phase, failure) =>
            logger.LogError(failure, "Cycle {Cycle} failed in phase {Phase}", cycle, phase ?? "none");
    }
}
