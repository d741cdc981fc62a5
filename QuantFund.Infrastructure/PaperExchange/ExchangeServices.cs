using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Simulation;
using QuantFund.Core.Simulation.Clock;
using QuantFund.Core.Simulation.Synthetic;
using QuantFund.Infrastructure.Persistence;

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
        services.AddChecked<ExchangeOptions>(configuration, ExchangeOptions.Section, o => o.Problems());
        services.TryAddSingleton<IMarketCalendar>(NyseCalendar.Instance);
        services.TryAddSingleton<IExchangeFaults, NoExchangeFaults>();
        services.TryAddSingleton(p => TapeOf(p, UniverseOf(configuration)));
        // The fund looks at what the tape plays: a replay has the names that the imported history can bear.
        services.TryAddSingleton(p => p.GetRequiredService<IMarketTape>().Universe);
        services.AddSingleton(_ =>
            Opened(
                configuration,
                () =>
                {
                    var path = StorePath(configuration);
                    OwnersOnly.File(path);
                    return new ExchangeStore(path);
                }
            )
        );
        services.AddSingleton(p =>
            Opened(
                configuration,
                () =>
                    ExchangeOpening.Clock(
                        p.GetRequiredService<IMarketTape>(),
                        p.GetRequiredService<ExchangeStore>(),
                        p.GetRequiredService<IOptions<ExchangeOptions>>().Value,
                        p.GetRequiredService<TimeProvider>()
                    )
            )
        );
        services.AddSingleton(p => new MarketTime(p.GetRequiredService<SimulatedClock>()));
        services.AddSingleton(p => new MarketName(p.GetRequiredService<ExchangeStore>().Instance));
        services.AddSingleton<IMarketPace, ExchangePace>();
        services.AddSingleton(p =>
            Opened(
                configuration,
                () =>
                    new PaperBroker(
                        p.GetRequiredService<IMarketTape>(),
                        p.GetRequiredService<SimulatedClock>(),
                        p.GetRequiredService<ExchangeStore>(),
                        p.GetRequiredService<IExchangeFaults>(),
                        p.GetRequiredService<IOptions<ExchangeOptions>>().Value.Seed
                    )
            )
        );
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

    /// <summary>What is made of the exchange's store: a damaged one is no defect of the program.</summary>
    private static T Opened<T>(IConfiguration configuration, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is SqliteException or FormatException or OverflowException or ArgumentException)
        {
            throw new StartupException(
                $"The exchange's store {StorePath(configuration)} can't be used: {e.Message.ReplaceLineEndings(" ")} Put a "
                    + "backup in its place, or name another Data:Directory for a fresh start.",
                e
            );
        }
    }

    private static string StorePath(IConfiguration configuration) =>
        Path.Combine(OwnersOnly.Folder(StoreName.DirectoryOf(configuration)), StoreFile);
}
