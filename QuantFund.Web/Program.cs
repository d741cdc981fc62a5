using QuantFund.Web;
using QuantFund.Web.Api;
using QuantFund.Web.CommandLine;
using QuantFund.Web.Security;
using Serilog;

return await Verbs.RunAsync(args, ServeAsync);

static async Task<int> ServeAsync(string[] arguments)
{
    // Settings and pages are found beside the program, wherever it is started from; what the user names (data, files to
    // import) is relative to where they are.
    var builder = WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory }
    );
    // Outside Development too, so that `dotnet run` shows a page in any environment; a published folder is not touched.
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

    await using var app = builder.Build();
    app.UseExceptionHandler(
        new ExceptionHandlerOptions { SuppressDiagnosticsCallback = c => ProblemOfException.IsExpected(c.Exception) }
    );
    app.Use(SecureHeaders.Add);
    app.Use(ProblemPages.Fill);
    app.UseAuthentication();
    app.Use(SameOrigin.Require);
    app.UseRateLimiter();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.MapSignIn();
    app.MapApiReference();
    app.Lifetime.ApplicationStarted.Register(() => SignInGreeting.Print(app.Services));
    await app.RunAsync();
    return ExitCode.Done;
}

/// <summary>The entry point, named so that tests can host the whole composition.</summary>
public sealed partial class Program;
