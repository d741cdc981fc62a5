using QuantFund.Infrastructure.Decision;
using QuantFund.Infrastructure.Jobs;
using QuantFund.Infrastructure.Loops;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Infrastructure.PaperExchange;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Web;
using QuantFund.Web.Api;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.CommandLine;
using QuantFund.Web.Components;
using QuantFund.Web.Hubs;
using QuantFund.Web.Running;
using QuantFund.Web.Security;
using QuantFund.Web.Security.Traffic;
using QuantFund.Web.Settings;

return await Verbs.RunAsync(args, ServeAsync);

static async Task<int> ServeAsync(string[] arguments)
{
    await using var app = Program.Compose(arguments);
    app.Lifetime.ApplicationStarted.Register(() => SignInGreeting.Print(app.Services));
    return await app.RunToItsEndAsync();
}

public sealed partial class Program
{
    /// <summary>The whole application, ready to start.</summary>
    public static WebApplication Compose(string[] arguments)
    {
        // Settings and pages are found beside the program, wherever it is started from; what the user names (data, files
        // to import) is relative to where they are.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = arguments,
                ApplicationName = typeof(Program).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        // Outside Development too, so that `dotnet run` shows a page in any environment; a published folder has no use for it.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.ConfigureEndpointDefaults(UnparsedRequests.AnswerAsProblems);
            o.Limits.MaxRequestBodySize = ApiRegistration.MostBodyBytes;
        });
        ListenAddress.UseDefault(builder);
        var (services, configuration) = (builder.Services, builder.Configuration);
        SettingsCheck.Require(configuration);
        services.AddFundLog(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddFundSecurity(configuration, DataDirectory.Open(configuration));
        // The store first, so that it is migrated before anything reads it; the market next, so that it stops after what
        // trades on it.
        services.AddFundPersistence(configuration);
        services.AddSingleton(RunningHosts.Of(configuration)).AddHostedService<HostNotice>();
        services.AddPaperExchange(configuration);
        services.AddMarketStore(configuration);
        services.AddIngestion(configuration);
        services.AddDecision(configuration);
        services.AddCycleReplay();
        services.AddFundEngine(configuration);
        services.AddFundJobs(configuration);
        services.AddScreen();
        services.AddHostedService<FundNarration>();
        services.AddFundApi();
        services.AddFundHub();

        var app = builder.Build();
        app.UseScreen();
        app.UseFundSecurity();
        app.MapStaticAssets().AllowAnonymous();
        app.MapScreen().RequireAuthorization(Scopes.SignedIn);
        app.MapSignIn();
        app.MapFundJobs(Scopes.SignedIn);
        app.MapHealth();
        app.MapFundApi();
        app.MapApiReference();
        app.MapHub<FundHub>(FundHub.Path);
        return app;
    }
}
