using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Execution;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;

namespace QuantFund.Infrastructure.Decision;

public static class DecisionServices
{
    /// <summary>
    /// The decision cycle, its strategies and its options. Asks for <see cref="IIngestion"/>, <see cref="IApprovalGate"/>
    /// and the order desk; <see cref="RiskOptions"/> are registered with the engine, whose live monitor holds the same limits.
    /// </summary>
    public static IServiceCollection AddDecision(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<EnsembleOptions>(configuration, EnsembleOptions.Section);
        services.AddChecked<CostOptions>(configuration, CostOptions.Section);
        services.AddChecked<LearningOptions>(configuration, LearningOptions.Section, o => o.Problems());
        services.AddChecked<DebateOptions>(configuration, DebateOptions.Section);
        services.AddSingleton(StrategyRoster.Standard);
        services.AddSingleton<IDebater>(p => new RuleDebater(p.GetRequiredService<DebateOptions>().Mode));
        services.AddSingleton<Func<DecisionOptions>>(p =>
            () =>
                new DecisionOptions(
                    Now<EnsembleOptions>(p),
                    Now<RiskOptions>(p),
                    Now<CostOptions>(p),
                    Now<LearningOptions>(p)
                )
        );
        services.AddSingleton<IDecisionCycle, DecisionCycle>();
        return services;
    }

    /// <summary>The same decision for moments of the past: without engine, broker or live sources.</summary>
    public static IServiceCollection AddPastDecisions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<RiskOptions>(configuration, RiskOptions.Section, o => o.Problems());
        services.AddChecked<IngestionOptions>(configuration, IngestionOptions.Section);
        services.AddChecked<SlotOptions>(configuration, SlotOptions.Section);
        return services.AddDecision(configuration);
    }

    /// <summary>Runs stored cycles again and explains their orders, over the fund's store alone.</summary>
    public static IServiceCollection AddCycleReplay(this IServiceCollection services)
    {
        services.TryAddSingleton(StrategyRoster.Standard);
        return services.AddSingleton<CycleReplay>().AddSingleton<WhyOrder>();
    }

    /// <summary>The sources, refreshed in the background. A feed that nobody registered is a source that is off.</summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<IngestionOptions>(configuration, IngestionOptions.Section);
        services.AddSingleton<IIngestion>(p => new Ingestor(
            p.GetRequiredService<Universe>(),
            new IngestionFeeds(
                p.GetService<IDailyPriceFeed>(),
                p.GetService<IIntradayPriceFeed>(),
                p.GetService<LiveQuotes>() ?? p.GetService<IQuoteFeed>(),
                p.GetService<IAccountFeed>(),
                p.GetService<INewsFeed>(),
                p.GetService<IMacroFeed>(),
                p.GetService<IVixFeed>()
            ),
            p.GetRequiredService<MarketTime>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<IMarketCalendar>(),
            p.GetRequiredService<IngestionOptions>()
        ));
        return services;
    }

    private static T Now<T>(IServiceProvider provider) =>
        provider.GetRequiredService<IOptionsMonitor<T>>().CurrentValue;
}
