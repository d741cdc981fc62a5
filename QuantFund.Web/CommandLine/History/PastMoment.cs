using System.CommandLine;
using System.CommandLine.Parsing;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Infrastructure.MarketStore;

namespace QuantFund.Web.CommandLine.History;

/// <summary>A moment of the past as a verb sees it: the configured services, and what could be known by then.</summary>
internal sealed record PastMoment(IServiceProvider Services, DateTimeOffset AsOf, RecordedMarket Market)
{
    /// <summary>Says on the error output which names' prices can't be believed.</summary>
    public static void NameDoubts(FeatureTable table)
    {
        for (var row = 0; row < table.Count; row++)
            if (table.DoubtOf(row) is { } doubt)
                Console.Error.WriteLine(
                    $"{table.Universe[row].Symbol} is in doubt: {doubt.Why} Every strategy abstains on it until the jump is explained (import a file symbol,date,cause,ratio,note)."
                );
    }

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
