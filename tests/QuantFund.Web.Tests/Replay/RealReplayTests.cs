using System.Text.Json;
using AwesomeAssertions;
using Microsoft.Extensions.DependencyInjection;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Simulation;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Infrastructure.MarketStore.Import;
using Xunit;

namespace QuantFund.Web.Tests.Replay;

/// <summary>The whole application over one real session, at 900 times its speed.</summary>
public sealed class RealReplayTests : IDisposable
{
    private const decimal Start = 1_000_000m;
    private const string Variable = "QUANTFUND_MARKET_DATA";

    private static readonly DateOnly Day = new(2025, 10, 1);

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task ASessionOfRealHistory_IsTraded_FillsWithinItsBars_AndTheBookAddsUpAfterEveryFill()
    {
        var store = new MarketFolder(Path.Combine(folder, MarketFolder.Name));
        string[] files =
        [
            Real("daily_bars.csv.gz"),
            Real("intraday_15min.csv.gz"),
            Real("vix_daily.csv.gz"),
            Real("sectors.csv.gz"),
        ];
        new MarketImport(store).Run(files, null, null, Stop).Should().AllBeOfType<ImportedFile.Stored>();

        await using var host = await FundHost.StartAsync(
            folder,
            ("Exchange:Market", "replay"),
            ("Exchange:Replay:From", $"{Day:yyyy-MM-dd}"),
            ("Exchange:Replay:To", $"{Day:yyyy-MM-dd}"),
            ("Exchange:Speed", "900")
        );
        var session = host.Services.GetRequiredService<IMarketTape>().Last;
        session.Date.Should().Be(Day);
        await EndOf(session, host);

        var cycles = await host.Services.GetRequiredService<ICycleStore>().PageAsync(100, null, Stop);
        cycles.Items.Count(c => c.Status == CycleStatus.Completed).Should().BeGreaterThan(3);
        cycles.Items.Should().NotContain(c => c.Status == CycleStatus.Failed);

        var broker = host.Services.GetRequiredService<IBroker>();
        var fills = await broker.ExecutionsSinceAsync(session.Open, Stop);
        fills.Should().NotBeEmpty();
        OutsideTheirBar(store, session, fills).Should().BeEmpty();
        await TheJournalAddsUp(host);
    }

    /// <summary>Market time stands still at the close, and the fund has heard of every fill.</summary>
    private static async Task EndOf(Session session, FundHost host)
    {
        await foreach (var step in host.Services.GetRequiredService<IMarketSteps>().StepsAsync(Stop))
        {
            if (step >= session.Close)
                break;
        }

        var cash = (await host.Services.GetRequiredService<IBroker>().AccountAsync(Stop)).Cash;
        await host.WhenAsync(v => v.State?.Fund?.Cash == cash);
    }

    /// <summary>After every fill in the journal: cash and position are what all fills so far make of the start.</summary>
    private static async Task TheJournalAddsUp(FundHost host)
    {
        var journal = host.Services.GetRequiredService<IJournal>();
        var (cash, held, after, fills) = (Start, new Dictionary<Symbol, decimal>(), 0L, 0);
        while (await journal.AfterAsync(after, 500, Stop) is [.., var last] entries)
        {
            foreach (var entry in entries.Where(e => e.Kind == "orderFilled"))
            {
                var fact = JsonSerializer.Deserialize<FundFact.OrderFilled>(entry.Payload, FundJson.Options)!;
                var signed = fact.Fill.Side == Side.Buy ? fact.Fill.Quantity : -fact.Fill.Quantity;
                cash -= signed * fact.Fill.Price;
                held[fact.Fill.Symbol] = held.GetValueOrDefault(fact.Fill.Symbol) + signed;
                (fact.Cash, fact.Position).Should().Be((cash, held[fact.Fill.Symbol]), $"after entry {entry.Sequence}");
                fills++;
            }

            after = last.Sequence;
        }

        fills.Should().BePositive();
        (await journal.VerifyAsync(Stop)).Problem.Should().BeNull();
        var account = await host.Services.GetRequiredService<IBroker>().AccountAsync(Stop);
        account.Cash.Should().Be(cash);
        account
            .Positions.ToDictionary(p => p.Symbol, p => p.Quantity)
            .Should()
            .BeEquivalentTo(held.Where(h => h.Value != 0).ToDictionary());
    }

    private static List<string> OutsideTheirBar(
        MarketFolder store,
        Session session,
        IReadOnlyList<OrderExecution> fills
    )
    {
        using var history = new MarketHistory(store);
        var days = history.Daily(Day, Day).ToDictionary(b => b.Symbol);
        var quarters = history.QuarterHours(session).ToDictionary(b => (b.Symbol, b.Time));
        return
        [
            .. fills
                .Select(f =>
                    (Fill: f, Bar: quarters.TryGetValue((f.Symbol, Quarter(f)), out var q) ? q : days[f.Symbol])
                )
                .Where(p => p.Fill.Price < (decimal)p.Bar.Low || p.Fill.Price > (decimal)p.Bar.High)
                .Select(p => $"{p.Fill.Symbol} {p.Fill.Price} at {p.Fill.Time:u}, bar {p.Bar.Low} to {p.Bar.High}"),
        ];
    }

    private static DateTimeOffset Quarter(OrderExecution fill) =>
        new(fill.Time.UtcTicks - (fill.Time.UtcTicks % Session.BarLength.Ticks), TimeSpan.Zero);

    private static string Real(string name)
    {
        var data = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(data), $"{Variable} is not set: name a folder with {name} to run this.");
        var path = Path.Combine(data!, name);
        Assert.SkipUnless(File.Exists(path), $"{Variable} names {data}, which has no {name}.");
        return path;
    }
}
