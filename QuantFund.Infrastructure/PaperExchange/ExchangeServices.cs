using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Live;
using QuantFund.Core.Simulation;
using QuantFund.Core.Simulation.Synthetic;

namespace QuantFund.Infrastructure.PaperExchange;

public static class ExchangeServices
{
    private const string StoreFile = "exchange.db";

    /// <summary>
    /// The built-in exchange as broker, data feeds and market clock. Needs a wall <see cref="TimeProvider"/>, and
    /// <see cref="IReplayTapes"/> for replay. Register it before what trades on it, so that it stops last.
    /// </summary>
    public static IServiceCollection AddPaperExchange(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<ExchangeOptions>()
            .Bind(configuration.GetSection(ExchangeOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ExchangeOptions>, ExchangeOptionsRules>();
        services.TryAddSingleton<IMarketCalendar>(NyseCalendar.Instance);
        services.TryAddSingleton<IExchangeFaults, NoExchangeFaults>();
        services.TryAddSingleton(p => TapeOf(p, UniverseOf(configuration)));
        // The fund looks at what the tape plays: a replay has the names that the imported history can bear.
        services.TryAddSingleton(p => p.GetRequiredService<IMarketTape>().Universe);
        services.AddSingleton(_ => new ExchangeStore(StorePath(configuration)));
        services.AddSingleton(p =>
            ExchangeOpening.Clock(
                p.GetRequiredService<IMarketTape>(),
                p.GetRequiredService<ExchangeStore>(),
                p.GetRequiredService<IOptions<ExchangeOptions>>().Value,
                p.GetRequiredService<TimeProvider>()
            )
        );
        services.AddSingleton(p => new MarketTime(p.GetRequiredService<SimulatedClock>()));
        services.AddSingleton(p => new MarketName(p.GetRequiredService<ExchangeStore>().Instance));
        services.AddSingleton<IMarketPace, ExchangePace>();
        services.AddSingleton(p => new PaperBroker(
            p.GetRequiredService<IMarketTape>(),
            p.GetRequiredService<SimulatedClock>(),
            p.GetRequiredService<ExchangeStore>(),
            p.GetRequiredService<IExchangeFaults>(),
            p.GetRequiredService<IOptions<ExchangeOptions>>().Value.Seed
        ));
        services.AddSingleton<IBroker>(p => p.GetRequiredService<PaperBroker>());
        services.AddSingleton<IQuoteFeed>(p => p.GetRequiredService<PaperBroker>());
        services.AddSingleton<IAccountFeed>(p => p.GetRequiredService<PaperBroker>());
        services.AddSingleton<IMarketSteps>(p => p.GetRequiredService<PaperBroker>());
        services.AddSingleton<TapeFeeds>();
        services.AddSingleton<IDailyPriceFeed>(p => p.GetRequiredService<TapeFeeds>());
        services.AddSingleton<IIntradayPriceFeed>(p => p.GetRequiredService<TapeFeeds>());
        services.AddSingleton<IVixFeed>(p => p.GetRequiredService<TapeFeeds>());
        services.AddSingleton<INewsFeed>(p => p.GetRequiredService<TapeFeeds>());
        services.AddSingleton<IMacroFeed>(p => p.GetRequiredService<TapeFeeds>());
        services.AddHostedService<ExchangeLoop>();
        return services;
    }

    private static IMarketTape TapeOf(IServiceProvider provider, Universe universe)
    {
        var options = provider.GetRequiredService<IOptions<ExchangeOptions>>().Value;
        return options.Market == ExchangeOptions.Replayed
            ? provider.GetRequiredService<IReplayTapes>().Open(universe, options.Replay.From, options.Replay.To)
            : new SyntheticTape(options.Seed, universe);
    }

    private static Universe UniverseOf(IConfiguration configuration)
    {
        if (configuration["Fund:Universe"] is not { Length: > 0 } path)
            return UniverseCsv.Shipped;
        try
        {
            using var reader = new StreamReader(path);
            return UniverseCsv.Read(reader);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StartupException($"Fund:Universe names '{path}', which can't be used: {e.Message}", e);
        }
    }

    private static string StorePath(IConfiguration configuration)
    {
        var directory = configuration["Data:Directory"] is { Length: > 0 } named ? named : "./data";
        return Path.Combine(Directory.CreateDirectory(Path.GetFullPath(directory)).FullName, StoreFile);
    }
}
