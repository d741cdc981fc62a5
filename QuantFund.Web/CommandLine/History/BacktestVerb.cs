using System.Collections.Frozen;
using System.CommandLine;
using System.Globalization;
using System.Runtime;
using System.Text.Json;
using QuantFund.Core.Backtesting;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Core.Strategies;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Web.CommandLine.Report;
using Spectre.Console;

namespace QuantFund.Web.CommandLine.History;

/// <summary>Runs the decision over history and writes <c>report.json</c>, <c>equity.csv</c>, <c>trades.csv</c> and <c>report.html</c>.</summary>
public static class BacktestVerb
{
    public static Command Create(string[] hostArguments)
    {
        var from = HistoryVerb.Date("--from", "First session, yyyy-mm-dd.");
        var to = HistoryVerb.Date("--to", "Last session, yyyy-mm-dd.");
        var capital = NumberOption.Dollars("--capital", "Cash at the start, dollars. Default 1000000.", 1_000_000m);
        var strategies = new Option<string[]>("--strategies")
        {
            Description = "Only these strategies, apart by spaces or commas; default all.",
            AllowMultipleArgumentsPerToken = true,
        };
        var output = HistoryVerb.Out("The folder for report.json, equity.csv, trades.csv and report.html.");
        var files = new HistoryFiles();
        var verb = new Command(
            "backtest",
            "Runs the fund over history: a decision after each session's close, filled at the next open; with 15-minute bars also at each slot, filled at the next bar's open."
        )
        {
            from,
            to,
            capital,
            strategies,
            output,
        };
        files.AddTo(verb);
        verb.SetAction(
            (parsed, stop) =>
                HistoryVerb.EndAsync(
                    async () =>
                    {
                        using var host = StoreHost.OpenForDecisions(hostArguments);
                        var roster = host.Services.GetRequiredService<StrategyRoster>();
                        var plan = new BacktestPlan(
                            parsed.GetValue(from),
                            parsed.GetValue(to),
                            parsed.GetValue(capital),
                            States(roster, parsed.GetValue(strategies) ?? [])
                        )
                        {
                            Step = TimeSpan.FromMinutes(host.Services.GetRequiredService<SlotOptions>().Slots),
                        };
                        Check(plan);
                        using var opened = await files.OpenAsync(parsed, host, stop);
                        var market = RecordedMarkets.Between(
                            opened.History,
                            plan.From,
                            plan.To,
                            host.Services.GetRequiredService<IngestionOptions>()
                        );
                        CheckSessions(plan, market);
                        var backtest = new Backtest(
                            market,
                            roster,
                            host.Services.GetRequiredService<IDebater>(),
                            host.Services.GetRequiredService<Func<DecisionOptions>>(),
                            NyseCalendar.Instance,
                            host.Services.GetRequiredService<TimeProvider>()
                        );
                        var result = await WatchAsync(progress => backtest.RunAsync(plan, progress, stop));
                        var report = BacktestReport.Of(result);
                        await WriteAsync(result, report, parsed.GetValue(output)!, stop);
                    },
                    stop
                )
        );
        return verb;
    }

    private static void Check(BacktestPlan plan)
    {
        if (plan.To <= plan.From)
            throw new VerbRefusedException(ExitCode.BadUsage, "--to: must be after --from.");
        if (plan.Capital <= 0m)
            throw new VerbRefusedException(ExitCode.BadUsage, "--capital: must be above 0 dollars.");
    }

    private static void CheckSessions(BacktestPlan plan, RecordedMarket market)
    {
        var sessions = market.Daily?.Sessions.Count(d => d >= plan.From && d <= plan.To) ?? 0;
        if (sessions < 2)
            throw new VerbRefusedException(
                ExitCode.Failed,
                $"The data has daily bars of {sessions} sessions from {plan.From:yyyy-MM-dd} to {plan.To:yyyy-MM-dd}; a backtest needs two."
            );
    }

    private static FrozenDictionary<StrategyId, StrategyState> States(StrategyRoster roster, string[] named)
    {
        var wanted = named
            .SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.Ordinal);
        var ids = roster.Strategies.Select(s => s.Profile.Id).ToList();
        foreach (var name in wanted)
            if (!ids.Exists(i => string.Equals(i.Value, name, StringComparison.Ordinal)))
                throw new VerbRefusedException(
                    ExitCode.BadUsage,
                    $"--strategies: there is no '{name}'. There are {string.Join(", ", ids)}."
                );
        return wanted.Count == 0
            ? FrozenDictionary<StrategyId, StrategyState>.Empty
            : ids.ToFrozenDictionary(
                i => i,
                i => wanted.Contains(i.Value) ? StrategyState.Enabled : StrategyState.Disabled
            );
    }

    private static Task<BacktestResult> WatchAsync(Func<Action<double>?, Task<BacktestResult>> run)
    {
        // Nobody waits for an answer meanwhile: collecting beside the work would cost more than pausing it.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        var console = ImportScreen.ForErrors();
        return !console.Profile.Out.IsTerminal
            ? run(null)
            : console
                .Progress()
                .Columns(
                    new TaskDescriptionColumn(),
                    new ProgressBarColumn(),
                    new PercentageColumn(),
                    new RemainingTimeColumn()
                )
                .StartAsync(screen =>
                {
                    var bar = screen.AddTask("backtest");
                    return run(done => bar.Value = done * 100);
                });
    }

    private static string OrEmpty(double value) =>
        double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static async Task WriteAsync(
        BacktestResult result,
        BacktestReport report,
        string folder,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(folder);
        await using (var json = HistoryVerb.Create(Path.Combine(folder, "report.json")))
            await JsonSerializer.SerializeAsync(json.BaseStream, report, FundJson.Options, cancellation);
        await using (var equity = HistoryVerb.Create(Path.Combine(folder, "equity.csv")))
        {
            await equity.WriteAsync("date,equity,cash,gross,net,drawdown\n".AsMemory(), cancellation);
            foreach (var d in result.Days)
                await equity.WriteAsync(
                    string.Create(
                            CultureInfo.InvariantCulture,
                            $"{d.Date:yyyy-MM-dd},{d.Equity:0.00##},{d.Cash:0.00##},{OrEmpty(d.Gross)},{OrEmpty(d.Net)},{d.Drawdown:R}\n"
                        )
                        .AsMemory(),
                    cancellation
                );
        }
        await using (var trades = HistoryVerb.Create(Path.Combine(folder, "trades.csv")))
        {
            await trades.WriteAsync("time,symbol,side,quantity,price,cost,strategies\n".AsMemory(), cancellation);
            foreach (var t in result.Trades)
                await trades.WriteAsync(
                    string.Create(
                            CultureInfo.InvariantCulture,
                            $"{t.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ},{t.Symbol},{(t.Side == Side.Buy ? "buy" : "sell")},{t.Quantity:0.####},{t.Price:0.00##},{t.Cost:0.00##},{string.Join(';', t.Strategies)}\n"
                        )
                        .AsMemory(),
                    cancellation
                );
        }
        await using (var page = HistoryVerb.Create(Path.Combine(folder, "report.html")))
            await page.WriteAsync((await ReportHtml.OfAsync(result, report)).AsMemory(), cancellation);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Sessions} sessions, {report.Trades} trades, total return {report.TotalReturn:P2}, Sharpe {(double.IsNaN(report.Sharpe) ? "undefined" : report.Sharpe.ToString("0.00", CultureInfo.InvariantCulture))}: {folder}"
            )
        );
        foreach (var note in report.Notes.Where(n => n.Text.Contains("in doubt", StringComparison.Ordinal)))
            Console.WriteLine(FormattableString.Invariant($"{note.Date:yyyy-MM-dd}: {note.Text}"));
        foreach (var strategy in report.Assumptions.Where(a => a.Contains("silent", StringComparison.Ordinal)))
            Console.WriteLine(strategy);
    }
}
