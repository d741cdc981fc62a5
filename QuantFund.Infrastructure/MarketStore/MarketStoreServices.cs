using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QuantFund.Core.Simulation;
using QuantFund.Infrastructure.MarketStore.Import;
using QuantFund.Infrastructure.MarketStore.Replay;
using QuantFund.Infrastructure.Persistence;

namespace QuantFund.Infrastructure.MarketStore;

public static class MarketStoreServices
{
    /// <summary>Price history in <c>Data:Directory</c>/market: import and replay.</summary>
    public static IServiceCollection AddMarketStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new MarketFolder(PathOf(configuration)));
        services.AddSingleton<MarketImport>();
        services.AddSingleton<IReplayTapes, ReplayTapes>();
        return services;
    }

    private static string PathOf(IConfiguration configuration) =>
        Path.Combine(StoreName.DirectoryOf(configuration), MarketFolder.Name);
}
