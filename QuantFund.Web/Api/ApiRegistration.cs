using Microsoft.AspNetCore.OpenApi;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Security;
using Scalar.AspNetCore;

namespace QuantFund.Web.Api;

public static class ApiRegistration
{
    /// <summary>No request of this interface needs more.</summary>
    public const int MostBodyBytes = 1 << 20;

    public static IServiceCollection AddFundApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o => MarketPlaces.Configure(o.SerializerOptions));
        services.AddSingleton<StrategyList>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemOfException>();
        services.AddOpenApi("v1", OpenApiDocument.Configure);
        return services;
    }

    /// <summary>The description and a page to read it on, which loads nothing from elsewhere.</summary>
    public static void MapApiReference(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().RequireAuthorization(Scopes.Read);
        routes
            .MapScalarApiReference(
                "/scalar",
                o =>
                    o.WithTitle("QuantFund API")
                        .DisableDefaultFonts()
                        .DisableAgent()
                        .DisableMcp()
                        .DisableTelemetry()
                        .HideDeveloperTools()
            )
            .RequireAuthorization(Scopes.Read);
    }
}
