using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Screen;
using QuantFund.Web.Components;
using QuantFund.Web.Security.Traffic;

namespace QuantFund.EndToEnd.Tests.Screen;

/// <summary>The real pages over a scripted fund, on a free port: for how the screen looks and behaves, without an engine.</summary>
public sealed class ScreenHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ScreenHost(WebApplication app, ScriptedFund fund)
    {
        this.app = app;
        Fund = fund;
    }

    public ScriptedFund Fund { get; }

    public string Address => app.Urls.First();

    public static async Task<ScreenHost> StartAsync(FundState state, string address = "http://127.0.0.1:0")
    {
        var fund = new ScriptedFund(state);
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(App).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = "Development",
            }
        );
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IMarketCalendar>(NyseCalendar.Instance);
        builder.Services.AddSingleton<IFundEvents>(fund.Events);
        builder.Services.AddSingleton<IFundCommands>(fund);
        builder.Services.AddSingleton<IFundSnapshots>(fund);
        builder.Services.AddScreen();
        builder.Services.AddAuthorization();
        var built = builder.Build();
        built.Use(SecureHeaders.Add);
        built.Use(SignedIn);
        built.UseAntiforgery();
        built.MapStaticAssets();
        built.MapScreen();
        await built.StartAsync();
        return new ScreenHost(built, fund);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static Task SignedIn(HttpContext context, RequestDelegate next)
    {
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "operator")], "test"));
        return next(context);
    }
}
