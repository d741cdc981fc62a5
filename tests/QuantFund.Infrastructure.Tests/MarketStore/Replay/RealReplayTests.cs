using AwesomeAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Simulation;
using QuantFund.Core.Simulation.Clock;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Infrastructure.MarketStore.Import;
using QuantFund.Infrastructure.PaperExchange;
using Xunit;

namespace QuantFund.Infrastructure.Tests.MarketStore.Replay;

/// <summary>October 2025 as it was, on the exchange that the application composes, traded at random.</summary>
public sealed class RealReplayTests : IDisposable
{
    private const decimal Start = 1_000_000m;

    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AMonthOfRealHistory_FillsWithinItsBars_AndReconcilesToTheCentAtEveryPoint()
    {
        var folder = new MarketFolder(Path.Combine(temp.Path, MarketFolder.Name));
        string[] files =
        [
            RealMarketData.File("daily_bars.csv.gz"),
            RealMarketData.File("intraday_15min.csv.gz"),
            RealMarketData.File("vix_daily.csv.gz"),
            RealMarketData.File("sectors.csv.gz"),
        ];
        new MarketImport(folder).Run(files, null, null, Stop).Should().AllBeOfType<ImportedFile.Stored>();

        var wall = new FakeTimeProvider();
        await using var services = Compose(wall);
        var tape = services.GetRequiredService<IMarketTape>();
        var broker = services.GetRequiredService<PaperBroker>();
        var clock = services.GetRequiredService<SimulatedClock>();
        var pace = services.GetRequiredService<IMarketPace>();
        tape.First.Date.Should().Be(new DateOnly(2025, 10, 1));
        tape.Last.Date.Should().Be(new DateOnly(2025, 10, 31));
        tape.Universe.Count.Should().BeGreaterThan(400);

        var random = new Random(1);
        var ids = 0;
        var points = 0;
        foreach (var session in tape.Calendar.Sessions(tape.First.Date, tape.Last.Date))
        {
            pace.CloseDay(session.Date);
            while (clock.GetUtcNow() < session.Close)
            {
                if (tape.Calendar.SessionAt(clock.GetUtcNow()) is not null)
                {
                    for (var n = 0; n < 2; n++)
                        await broker.SubmitAsync(Order(random, tape.Universe, await Quotes(broker, tape), ++ids), Stop);
                }

                // Five minutes of market time at 300 times wall time; the orders meet the market in between.
                for (var n = 0; n < 5; n++)
                {
                    wall.Advance(TimeSpan.FromSeconds(0.2));
                    broker.Step();
                }

                (await DifferenceToTheLedger(broker, tape)).Should().Be(0m, $"at {clock.GetUtcNow():u}");
                points++;
            }
        }

        clock.GetUtcNow().Should().Be(tape.Last.Close, "market time stands still at the end of the tape");
        var fills = await broker.ExecutionsSinceAsync(tape.First.Open, Stop);
        fills.Count.Should().BeGreaterThan(1_000);
        points.Should().BeGreaterThan(23 * 78);
        OutsideTheirBar(folder, fills, tape).Should().BeEmpty();
    }

    private ServiceProvider Compose(FakeTimeProvider wall)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("Data:Directory", temp.Path),
                new("Exchange:Market", "replay"),
                new("Exchange:Replay:From", "2025-10-01"),
                new("Exchange:Replay:To", "2025-10-31"),
                new("Exchange:Speed", "300"),
            ])
            .Build();
        return new ServiceCollection()
            .AddSingleton<TimeProvider>(wall)
            .AddMarketStore(configuration)
            .AddPaperExchange(configuration)
            .BuildServiceProvider();
    }

    private static Task<IReadOnlyDictionary<Symbol, Quote>> Quotes(PaperBroker broker, IMarketTape tape) =>
        broker.QuotesAsync(tape.Universe, Stop);

    private static OrderRequest Order(
        Random random,
        Universe universe,
        IReadOnlyDictionary<Symbol, Quote> quotes,
        int number
    )
    {
        var symbol = universe[random.Next(universe.Count)].Symbol;
        var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        var limit =
            quotes.TryGetValue(symbol, out var quote) && random.Next(2) == 0
                ? (side == Side.Buy ? quote.Bid : quote.Ask)
                : (decimal?)null;
        return new OrderRequest(
            new ClientOrderId($"t{number}"),
            symbol,
            side,
            limit is null ? OrderType.Market : OrderType.Limit,
            random.Next(1, 200),
            limit
        );
    }

    /// <summary>What the account says, less what its executions and the quotes say: cash, positions and equity anew from nothing.</summary>
    private static async Task<decimal> DifferenceToTheLedger(PaperBroker broker, IMarketTape tape)
    {
        var account = await broker.AccountAsync(Stop);
        var fills = await broker.ExecutionsSinceAsync(tape.First.Open, Stop);
        var cash = Start - fills.Sum(f => (Signed(f) * f.Price) + f.Fee);
        var held = fills
            .GroupBy(f => f.Symbol)
            .Select(g => (Symbol: g.Key, Quantity: g.Sum(Signed)))
            .Where(p => p.Quantity != 0)
            .ToDictionary(p => p.Symbol, p => p.Quantity);
        account.Positions.ToDictionary(p => p.Symbol, p => p.Quantity).Should().BeEquivalentTo(held);
        account.Cash.Should().Be(cash);

        var quotes = await broker.QuotesAsync(tape.Universe, Stop);
        var marked = held.Sum(p =>
            p.Value * decimal.Round((quotes[p.Key].Bid + quotes[p.Key].Ask) / 2m, 2, MidpointRounding.AwayFromZero)
        );
        return account.Equity - cash - marked;
    }

    private static decimal Signed(OrderExecution fill) => fill.Side == Side.Buy ? fill.Quantity : -fill.Quantity;

    /// <summary>Fills outside the low and high of the imported bar: the quarter hour's where the file has one, else the day's.</summary>
    private static List<string> OutsideTheirBar(
        MarketFolder folder,
        IReadOnlyList<OrderExecution> fills,
        IMarketTape tape
    )
    {
        using var history = new MarketHistory(folder);
        var days = history.Daily(tape.First.Date, tape.Last.Date).ToDictionary(b => (b.Symbol, Date(b.Time)));
        var quarters = tape
            .Calendar.Sessions(tape.First.Date, tape.Last.Date)
            .SelectMany(history.QuarterHours)
            .ToDictionary(b => (b.Symbol, b.Time));
        var outside = new List<string>();
        foreach (var fill in fills)
        {
            var start = new DateTimeOffset(
                fill.Time.Ticks - (fill.Time.Ticks % Session.BarLength.Ticks),
                TimeSpan.Zero
            );
            var bar = quarters.TryGetValue((fill.Symbol, start), out var quarter)
                ? quarter
                : days[(fill.Symbol, Date(fill.Time))];
            if (fill.Price < (decimal)bar.Low || fill.Price > (decimal)bar.High)
                outside.Add($"{fill.Symbol} {fill.Side} {fill.Price} at {fill.Time:u}, bar {bar.Low} to {bar.High}");
        }

        return outside;
    }

    private static DateOnly Date(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
