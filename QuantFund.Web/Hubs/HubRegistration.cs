using Microsoft.AspNetCore.SignalR;
using QuantFund.Web.Api.Protocol;

namespace QuantFund.Web.Hubs;

public static class HubRegistration
{
    public static IServiceCollection AddFundHub(this IServiceCollection services)
    {
        services
            .AddSignalR(o => o.AddFilter<HubFailures>())
            .AddJsonProtocol(o =>
            {
                MarketPlaces.Configure(o.PayloadSerializerOptions);
                o.PayloadSerializerOptions.Converters.Add(new FactJson());
            });
        services.AddSingleton<HubStreams>();
        return services;
    }
}
