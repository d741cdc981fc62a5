using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Simulation.Clock;
using QuantFund.Infrastructure.PaperExchange;

namespace QuantFund.Infrastructure.Tests.PaperExchange;

/// <summary>The whole exchange as the application composes it, on a folder of its own and a few names, driven by a fake wall clock.</summary>
internal sealed class ExchangeRig : IAsyncDisposable
{
    private const string FewNames = """
        symbol,name,sector,kind
        AAPL,Apple,Information Technology,share
        JPM,JPMorgan Chase,Financials,share
        MSFT,Microsoft,Information Technology,share
        QQQ,Invesco QQQ Trust,ETF - Broad Equity,etf
        SPY,SPDR S&P 500 ETF Trust,ETF - Broad Equity,etf
        XOM,Exxon Mobil,Energy,share
        """;

    private readonly ServiceProvider provider;

    public ExchangeRig(string folder, IExchangeFaults? faults = null, params (string Key, string Value)[] settings)
    {
        Wall = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
        var universe = Path.Combine(folder, "universe.csv");
        File.WriteAllText(universe, FewNames);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Data:Directory", folder), new("Fund:Universe", universe)])
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Wall);
        if (faults is not null)
            services.AddSingleton(faults);
        provider = services.AddPaperExchange(configuration).BuildServiceProvider();
    }

    public FakeTimeProvider Wall { get; }

    public PaperBroker Broker => Get<PaperBroker>();

    public SimulatedClock Clock => Get<SimulatedClock>();

    public Universe Universe => Get<Universe>();

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    /// <summary>Wall time goes on and the exchange steps once.</summary>
    public void Step(double wallSeconds = .25)
    {
        var broker = Broker;
        Wall.Advance(TimeSpan.FromSeconds(wallSeconds));
        broker.Step();
    }

    public static OrderRequest Buy(string id, string symbol, decimal quantity, decimal? limit = null) =>
        new(
            new ClientOrderId(id),
            Symbol.Parse(symbol),
            Side.Buy,
            limit is null ? OrderType.Market : OrderType.Limit,
            quantity,
            limit
        );

    public async ValueTask DisposeAsync() => await provider.DisposeAsync();
}
