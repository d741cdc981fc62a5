using System.CommandLine;
using System.CommandLine.Parsing;
using QuantFund.Core.Backtesting;
using QuantFund.Core.Ingestion;
using QuantFund.Infrastructure.MarketStore;

namespace QuantFund.Web.CommandLine;

/// <summary>A moment of the past as a verb sees it: the configured services, and what could be known by then.</summary>
internal sealed record PastMoment(IServiceProvider Services, DateTimeOffset AsOf, RecordedMarket Market)
{
    /// <summary>Opens the store or the named files at the moment asked for, and closes them after the work.</summary>
    /// <exception cref="VerbRefusedException">A file or the moment is no good.</exception>
    /// <exception cref="QuantFund.Infrastructure.StartupException">There is no bar by then.</exception>
    public static async Task OpenAsync(
        string[] hostArguments,
        ParseResult parsed,
        HistoryFiles files,
        Option<string?> asOf,
        Func<PastMoment, Task> work,
        CancellationToken stop
    )
    {
        using var host = StoreHost.OpenForDecisions(hostArguments);
        using var opened = await files.OpenAsync(parsed, host, stop);
        var moment = HistoryVerb.Moment(parsed.GetValue(asOf), opened);
        var options = host.Services.GetRequiredService<IngestionOptions>();
        await work(new PastMoment(host.Services, moment, RecordedMarkets.At(opened.History, moment, options)));
    }
}
