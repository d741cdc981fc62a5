using QuantFund.Web.Api.Protocol;

namespace QuantFund.Web.Security.Traffic;

public static class SecurityPipeline
{
    /// <summary>What every request passes before it meets an endpoint, in this order.</summary>
    public static void UseFundSecurity(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = c => c.Response.WriteAsync("Something failed inside. The log tells more."),
                SuppressDiagnosticsCallback = c => ProblemOfException.IsExpected(c.Exception),
            }
        );
        app.Use(SecureHeaders.Add);
        app.Use(ProblemPages.Fill);
        app.Use(RefusedRequests.Tell);
        app.Use(KnownHosts.Require);
        app.UseRouting();
        app.UseAuthentication();
        app.Use(SameOrigin.Require);
        app.UseRateLimiter();
        app.UseAuthorization();
        app.Use(LiveCallers.Keep);
        app.UseAntiforgery();
        app.Use(JobActs.Record);
    }
}
