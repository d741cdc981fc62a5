using AwesomeAssertions;
using Microsoft.Extensions.Configuration;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Infrastructure.Tests.Persistence;
using QuantFund.KillHost;
using QuantFund.Testing.Postgres;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Killed;

/// <summary>
/// A real process that sends many orders is killed (SIGKILL) again and again at chosen steps and at odd moments, on one
/// pair of databases, the fund's and the broker's. Each time the next process must find both in agreement.
/// </summary>
public abstract class KilledWhileTradingTests<TSource>(TSource source) : IAsyncLifetime
    where TSource : IStoreSource
{
    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-kill-").FullName;

    /// <summary>Where each process dies: a place and the how-manieth time, or a number of milliseconds after it began to trade.</summary>
    private static readonly (string? Place, int Nth)[] Deaths =
    [
        (HoldPlaces.FundPlan, 1),
        (HoldPlaces.FundPermit, 1),
        (HoldPlaces.BrokerOrder, 1),
        (HoldPlaces.FundAnswer, 1),
        (HoldPlaces.BeforeFill, 1),
        (HoldPlaces.AfterFill, 1),
        (HoldPlaces.BrokerStep, 1),
        (HoldPlaces.BeforeCancel, 1),
        (HoldPlaces.AfterCancel, 1),
        (null, 120),
        (HoldPlaces.FundPermit, 9),
        (HoldPlaces.BrokerOrder, 7),
        (HoldPlaces.BrokerStep, 2),
        (HoldPlaces.FundAnswer, 12),
        (null, 700),
        (HoldPlaces.BeforeFill, 5),
        (HoldPlaces.AfterFill, 9),
        (HoldPlaces.AfterCancel, 2),
        (HoldPlaces.BrokerOrder, 21),
        (HoldPlaces.FundPermit, 24),
        (HoldPlaces.FundPlan, 2),
        (null, 1_500),
    ];

    [Fact]
    public async Task KilledAtAnyMoment_NoOrderIsDoubled_NoFillIsLost_AndBothBooksAgree()
    {
        var configuration = await ConfigurationAsync();
        var entries = 0L;
        foreach (var (place, nth) in Deaths)
        {
            await using var process = TradingProcess.Start(configuration, place, nth);
            var report = await process.ReportAsync();
            Judge(report, $"this is what the death before {place ?? "the clock"} {nth} left");
            report.JournalEntries.Should().BeGreaterThan(entries);
            entries = report.JournalEntries;

            await process.SayAsync("go");
            if (place is not null)
                (await process.HearAsync("HOLD")).Should().Be(place);
            else
            {
                await process.HearAsync("CYCLE");
                await Task.Delay(
                    TimeSpan.FromMilliseconds(nth),
                    TimeProvider.System,
                    TestContext.Current.CancellationToken
                );
            }
            await process.KillAsync();
        }
        await HaltHoldsAsync(configuration);
    }

    /// <summary>A halt in the middle of trading, a kill right after it: it holds, until a person resumes.</summary>
    private static async Task HaltHoldsAsync(IReadOnlyList<KeyValuePair<string, string?>> configuration)
    {
        await using (var trading = TradingProcess.Start(configuration, null, 0))
        {
            Judge(await trading.ReportAsync(), "this is what the last death left");
            await trading.SayAsync("go");
            await trading.HearAsync("CYCLE");
            await trading.SayAsync("halt");
            await trading.HearAsync("HALTED");
            await trading.KillAsync();
        }

        int orders;
        await using (var halted = TradingProcess.Start(configuration, null, 0))
        {
            var report = await halted.ReportAsync();
            Judge(report, "this is what the death after the halt left", TradingState.Halted);
            orders = report.FundOrders.Count;
            await halted.SayAsync("go");
            (await halted.HearAsync("CYCLE")).Should().Contain("Refused").And.Contain("halted");
            await halted.KillAsync();
        }

        await using var resumed = TradingProcess.Start(configuration, HoldPlaces.BrokerOrder, 3);
        var still = await resumed.ReportAsync();
        Judge(still, "nothing happened in the halted process", TradingState.Halted);
        still.FundOrders.Should().HaveCount(orders);
        await resumed.SayAsync("resume");
        await resumed.HearAsync("RESUMED");
        await resumed.SayAsync("go");
        await resumed.HearAsync("HOLD");
        await resumed.KillAsync();
    }

    private static void Judge(BookReport report, string because, TradingState state = TradingState.Active)
    {
        report.State.Should().Be(state, because);
        report.FundCash.Should().Be(report.BrokerCash, because);
        report
            .FundPositions.Select(p => (p.Symbol, p.Quantity))
            .Should()
            .Equal(report.BrokerPositions.Select(p => (p.Symbol, p.Quantity)), because);
        report.FundFills.Should().Equal(report.BrokerFills, because);
        report.OpenAtBroker.Should().Be(0, because);
        report.FundOrders.Should().OnlyContain(o => o.Status.IsFinal(), because);
        report.UnfinishedCycles.Should().Be(0, because);
        report.JournalBroken.Should().BeNull(because);
        report.Differences.Should().Be(0, because);
        foreach (var theirs in report.BrokerOrders)
            report.FundOrders.Should().Contain(o => o.Id == theirs.Id && o.Filled == theirs.Filled, because);
        NothingIsDoubled(report, because);
    }

    /// <summary>However often a name's order was priced anew or a process died over it: never more than its plan asked for.</summary>
    private static void NothingIsDoubled(BookReport report, string because)
    {
        var filled = report
            .FundOrders.GroupBy(o => string.Join('-', o.Id.Value.Split('-')[..^2]), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(o => o.Filled), StringComparer.Ordinal);
        var planned = report.Planned.ToDictionary(
            p => $"{p.Cycle}-{p.Symbol}",
            p => p.Quantity,
            StringComparer.Ordinal
        );
        foreach (var (trade, quantity) in filled)
            quantity
                .Should()
                .BeLessThanOrEqualTo(planned[trade], $"{because}, and the plan of {trade} asked for no more");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string?>>> ConfigurationAsync()
    {
        var fund = await source.NewAsync();
        var settings = await TradingProcess.SettingsAsync(folder);
        return fund.GetConnectionString("Fund") is { } connection
            ? [.. settings, new("ConnectionStrings:Fund", connection)]
            : settings;
    }
}

public sealed class KilledWhileTradingOnSqliteTests() : KilledWhileTradingTests<SqliteSource>(new SqliteSource());

public sealed class KilledWhileTradingOnPostgresTests(PostgresServer server)
    : KilledWhileTradingTests<PostgresSource>(new PostgresSource(server));
