using Microsoft.Extensions.Options;
using QuantFund.Infrastructure;
using Serilog;

namespace QuantFund.Web;

/// <summary>The log on the console: calm, so that a warning in it is a defect. Levels are in appsettings.json.</summary>
public static class FundLog
{
    public static void AddFundLog(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSerilog(log =>
            log.ReadFrom.Configuration(configuration)
                // Why a start is refused is told in one line at the process's end; the host's own lines add a stack.
                .Filter.ByExcluding(e => e.Exception is StartupException or OptionsValidationException)
                .WriteTo.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture)
        );
}
