using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Replica;

namespace QuantFund.Web.Components;

/// <summary>What the screen needs, and where it is served.</summary>
public static class ScreenServices
{
    /// <summary>
    /// The screen. Asks for <see cref="IFundEvents"/>, the stores behind <see cref="FundSnapshots"/>,
    /// <see cref="IFundCommands"/> and <see cref="Core.Domain.Calendar.IMarketCalendar"/>.
    /// </summary>
    public static IServiceCollection AddScreen(this IServiceCollection services)
    {
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents()
            // Often enough that a page knows within ten seconds that its host is silent (js/start.js).
            .AddHubOptions(hub => hub.KeepAliveInterval = TimeSpan.FromSeconds(3));
        services.AddCascadingAuthenticationState();
        services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight);
        services.TryAddSingleton<IFundSnapshots, FundSnapshots>();
        services.AddSingleton<FundReplica>();
        services.AddSingleton<IFundReplica>(s => s.GetRequiredService<FundReplica>());
        services.AddHostedService(s => s.GetRequiredService<FundReplica>());
        return services;
    }

    /// <summary>Before everything that may answer: an unknown address that a person opens shows a page of ours.</summary>
    public static void UseScreen(this IApplicationBuilder app) =>
        app.UseWhen(
            c =>
                (HttpMethods.IsGet(c.Request.Method) || HttpMethods.IsHead(c.Request.Method))
                && !Api.Protocol.ForScripts.Includes(c.Request),
            pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true)
        );

    /// <summary>Pages and their circuits; the caller puts the authorization on them.</summary>
    public static RazorComponentsEndpointConventionBuilder MapScreen(this IEndpointRouteBuilder routes) =>
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode();
}
