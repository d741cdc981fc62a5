using Microsoft.Extensions.Options;
using QuantFund.Infrastructure;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace QuantFund.Web;

/// <summary>The log on the console: calm, so that a warning in it is a defect. Levels are in appsettings.json.</summary>
public static class FundLog
{
    public static void AddFundLog(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSerilog(
            (provider, log) =>
            {
                // When it is first needed: what tells of the start writes to the log itself.
                var lifetime = new Lazy<IHostApplicationLifetime>(
                    provider.GetRequiredService<IHostApplicationLifetime>
                );
                log.ReadFrom.Configuration(configuration)
                    .Filter.ByExcluding(e =>
                        IsToldAtTheEnd(e, () => lifetime.Value.ApplicationStarted.IsCancellationRequested)
                    )
                    .WriteTo.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture);
            }
        );

    /// <summary>Why a start failed is told in one line at the process's end; the frameworks' own lines add a stack each.</summary>
    private static bool IsToldAtTheEnd(LogEvent written, Func<bool> started) =>
        written.Exception is StartupException or OptionsValidationException
        || (
            written is { Exception: not null, Level: >= LogEventLevel.Error }
            && written.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source)
            && source is ScalarValue { Value: string name }
            && (
                name.StartsWith("Microsoft.", StringComparison.Ordinal)
                || name.StartsWith("Hangfire.", StringComparison.Ordinal)
            )
            && !started()
        );
}
