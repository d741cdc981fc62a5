using AwesomeAssertions;
using Microsoft.Data.Sqlite;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.KillHost;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Killed;

/// <summary>
/// A real process is in the middle of sending many orders when its exchange stands still at one of its steps, and the fund
/// is halted by the fund's own command, which cancels what is open too. The halt returns while the exchange still stands;
/// what it stood over is given up within its permit, and nothing is taken in afterwards.
/// </summary>
public sealed class HaltedWhileTradingTests : IDisposable
{
    /// <summary>Looks, a tenth of a second apart, until something must have come true.</summary>
    private const int Looks = 300;

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-held-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(HoldPlaces.BrokerArrival, 5)]
    [InlineData(HoldPlaces.BrokerCommit, 5)]
    [InlineData(HoldPlaces.BrokerOrder, 5)]
    public async Task Halt_WhileTheExchangeStandsStill_ReturnsBeforeItMoves_AndNothingIsTakenInAfterwards(
        string place,
        int nth
    )
    {
        await using var process = TradingProcess.Start(await TradingProcess.SettingsAsync(folder), place, nth);
        await process.ReportAsync();
        await process.SayAsync("go");
        await process.HearAsync("HOLD");

        await process.SayAsync("halt-and-cancel");
        await process.HearAsync("HALTED");
        var taken = TakenIn();
        await SendersHaveGivenUpAsync(process);
        await process.SayAsync("release");

        var books = await SettledAsync(process);
        TakenIn().Should().BeEquivalentTo(taken);
        AgreeAndAreStill(books);
    }

    [Fact]
    public async Task Halt_WhileTheExchangesStoreIsLocked_ReturnsBeforeItIsFree_AndNothingIsTakenInAfterwards()
    {
        await using var process = TradingProcess.Start(await TradingProcess.SettingsAsync(folder), null, 0);
        await process.ReportAsync();
        await process.SayAsync("go");
        await process.HearAsync("CYCLE");
        for (var look = 0; TakenIn().Count < 3; look++)
            await AgainAsync(look);

        HashSet<string> taken;
        await using (var other = Exchange(SqliteOpenMode.ReadWrite))
        {
            await using var locked = other.CreateCommand();
            locked.CommandText = "BEGIN IMMEDIATE";
            await locked.ExecuteNonQueryAsync(Stop);
            await process.SayAsync("halt-and-cancel");
            await process.HearAsync("HALTED");
            await SendersHaveGivenUpAsync(process);
            taken = TakenIn();
        }

        var books = await SettledAsync(process);
        TakenIn().Should().BeEquivalentTo(taken);
        AgreeAndAreStill(books);
    }

    private static void AgreeAndAreStill(BookReport books)
    {
        books.State.Should().Be(Core.Domain.TradingState.Halted);
        books.OpenAtBroker.Should().Be(0);
        books.FundCash.Should().Be(books.BrokerCash);
        books.FundFills.Should().Equal(books.BrokerFills);
        books.JournalBroken.Should().BeNull();
    }

    /// <summary>While the exchange still stands: no sender waits for it any longer than a permit lives.</summary>
    private static async Task SendersHaveGivenUpAsync(TradingProcess process)
    {
        for (var look = 0; (await process.OrdersAsync()).Any(o => o.Status == OrderStatus.Intended); look++)
            await AgainAsync(look);
    }

    private static async Task<BookReport> SettledAsync(TradingProcess process)
    {
        for (var look = 0; ; look++)
        {
            await process.SayAsync("books");
            var books = await process.ReportAsync();
            if (books.OpenAtBroker == 0 && books.FundOrders.All(o => o.Status.IsFinal()))
                return books;
            await AgainAsync(look);
        }
    }

    private static Task AgainAsync(int look)
    {
        look.Should().BeLessThan(Looks, "what is waited for must come true");
        return Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
    }

    /// <summary>What the exchange has on disk, read past its process.</summary>
    private HashSet<string> TakenIn()
    {
        using var exchange = Exchange(SqliteOpenMode.ReadOnly);
        using var orders = exchange.CreateCommand();
        orders.CommandText = "SELECT client_order_id FROM orders";
        using var rows = orders.ExecuteReader();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read())
            taken.Add(rows.GetString(0));
        return taken;
    }

    private SqliteConnection Exchange(SqliteOpenMode mode)
    {
        var file = Path.Combine(folder, "data", "exchange.db");
        var other = new SqliteConnection($"Data Source={file};Mode={mode};Pooling=False");
        other.Open();
        return other;
    }
}
