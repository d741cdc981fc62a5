using QuantFund.Web;
using QuantFund.Web.Api;
using QuantFund.Web.CommandLine;
using QuantFund.Web.Security;
using Serilog;

return await Verbs.RunAsync(args, ServeAsync);

static async Task<int> ServeAsync(string[] arguments)
{
    await using var app = Program.Compose(arguments);
    app.Lifetime.ApplicationStarted.Register(() => SignInGreeting.Print(app.Services));
    await app.RunAsync();
    return ExitCode.Done;
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
            o.Limits.MaxRequestBodySize = ApiRegistration.MostBodyBytes;
        });
        ListenAddress.UseDefault(builder);
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSerilog(log => log.ReadFrom.Configuration(configuration).WriteTo.Console());
        services.AddSingleton(TimeProvider.System);
        services.AddFundSecurity(configuration, DataDirectory.Open(configuration));
        services.AddFundApi();

        var app = builder.Build();
        app.UseFundSecurity();
        app.MapSignIn();
        app.MapApiReference();
        return app;
    }
}
