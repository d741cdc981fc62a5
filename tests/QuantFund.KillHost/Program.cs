using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Core.Strategies;
using QuantFund.Infrastructure.Loops;
using QuantFund.Infrastructure.PaperExchange;
using QuantFund.Infrastructure.Persistence;
using QuantFund.KillHost;

// A fund on real stores and the real paper exchange that does nothing but send orders, to be killed by whoever watches
// its output. It reports both books once it is reconciled, then waits for words on its input. It ends when its input does.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders().AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var (services, configuration) = (builder.Services, builder.Configuration);
var hold = new HoldPoints(
    configuration["Hold:Place"],
    int.Parse(configuration["Hold:Nth"] ?? "1", CultureInfo.InvariantCulture)
);

services.AddSingleton(TimeProvider.System);
services.AddSingleton(hold);
services.AddSingleton<IExchangeFaults>(hold);
services.AddFundPersistence(configuration);
services.AddPaperExchange(configuration);
services.AddSingleton(p => new SlotSchedule(p.GetRequiredService<IMarketCalendar>(), TimeSpan.FromMinutes(15)));
services.AddSingleton<IIngestion>(p => new Ingestor(
    p.GetRequiredService<Universe>(),
    new IngestionFeeds(Quotes: p.GetRequiredService<IQuoteFeed>(), Account: p.GetRequiredService<IAccountFeed>()),
    p.GetRequiredService<MarketTime>(),
    p.GetRequiredService<TimeProvider>(),
    p.GetRequiredService<IMarketCalendar>(),
    new IngestionOptions()
));
services.AddSingleton<IDecisionCycle, BusyDecision>();
services.AddSingleton(StrategyRoster.Standard);
services.AddSingleton<Func<DecisionOptions>>(() => DecisionOptions.Default);
Decorate<IOrderStore>(services, (inner, p) => new HeldOrderStore(inner, p.GetRequiredService<HoldPoints>()));
Decorate<IBroker>(services, (inner, p) => new HeldBroker(inner, p.GetRequiredService<HoldPoints>()));
services.AddFundEngine(configuration);

using var host = builder.Build();
using var stop = new CancellationTokenSource();
await host.StartAsync();
var found = host.Services;
var engine = found.GetRequiredService<FundEngine>();
var commands = found.GetRequiredService<IEngineCommands>();

while (!engine.Reconciled)
    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
Wire.Say(await BooksAsync(found));

var trading = Task.CompletedTask;
while (await Console.In.ReadLineAsync() is { } word)
    switch (word)
    {
        case "go":
            hold.Arm();
            trading = TradeAsync(found.GetRequiredService<CycleRunner>(), commands, stop.Token);
            break;
        case "halt":
            await HaltAsync(commands, cancelOrders: false);
            break;
        case "halt-and-cancel":
            await HaltAsync(commands, cancelOrders: true);
            break;
        case "release":
            hold.Release();
            break;
        case "orders":
            Wire.Say(await BookReport.OrdersAsync(found.GetRequiredService<IOrderStore>(), CancellationToken.None));
            break;
        case "books":
            Wire.Say(await BooksAsync(found));
            break;
        case "resume":
            await commands.ResumeAsync("a test resumes", "test", CancellationToken.None);
            Wire.Say("RESUMED", "ok");
            break;
    }

// Whoever watched is gone, and with it whoever would have killed this.
if (hold.Holds)
    Process.GetCurrentProcess().Kill();
await stop.CancelAsync();
await trading;
await host.StopAsync();

static Task<BookReport> BooksAsync(IServiceProvider found) =>
    BookReport.OfAsync(
        found.GetRequiredService<IBroker>(),
        found.GetRequiredService<IOrderStore>(),
        found.GetRequiredService<ILedger>(),
        found.GetRequiredService<ITradingStateStore>(),
        found.GetRequiredService<ICycleStore>(),
        found.GetRequiredService<IJournal>(),
        CancellationToken.None
    );

static async Task HaltAsync(IEngineCommands commands, bool cancelOrders)
{
    var report = await commands.HaltAsync(
        new HaltRequest("a test halts", "test", cancelOrders, Flatten: false),
        CancellationToken.None
    );
    Wire.Say("HALTED", report.OrdersLeftAfterRequest.ToString(CultureInfo.InvariantCulture));
}

static async Task TradeAsync(CycleRunner runner, IEngineCommands commands, CancellationToken stop)
{
    while (!stop.IsCancellationRequested)
    {
        var started = await commands.StartCycleAsync("test", stop);
        Wire.Say("CYCLE", started.ToString());
        await runner.Background;
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

static void Decorate<T>(IServiceCollection services, Func<T, IServiceProvider, T> around)
    where T : class
{
    var registered = services.Last(d => d.ServiceType == typeof(T));
    services.Remove(registered);
    services.AddSingleton(p =>
        around(
            (T)(
                registered.ImplementationFactory?.Invoke(p)
                ?? ActivatorUtilities.CreateInstance(p, registered.ImplementationType!)
            ),
            p
        )
    );
}
