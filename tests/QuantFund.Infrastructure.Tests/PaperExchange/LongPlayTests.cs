using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Simulation;
using QuantFund.Infrastructure.PaperExchange;
using Xunit;

namespace QuantFund.Infrastructure.Tests.PaperExchange;

/// <summary>Days of market time with orders, cancels, closes and restarts: the books and the clock keep their laws.</summary>
public sealed class LongPlayTests : IDisposable
{
    private static readonly string[] Names = ["AAPL", "JPM", "MSFT", "QQQ", "SPY", "XOM"];
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task FourSessions_WithTwoRestartsInEach_AddUpToTheCent()
    {
        var random = new SeededRandom(11);
        var shown = DateTimeOffset.MinValue;
        for (var life = 0; life < 8; life++)
        {
            await using var rig = new ExchangeRig(folder);
            rig.Clock.GetUtcNow().Should().BeOnOrAfter(shown);
            for (var step = 0; step < 40; step++)
            {
                rig.Step(5);
                shown = rig.Clock.GetUtcNow();
                if (NyseCalendar.Instance.SessionAt(shown) is null)
                    rig.Clock.CloseDay(NyseCalendar.Instance.LastClosedBy(shown).Date);
                else if (step % 3 == 0)
                    await rig.Broker.SubmitAsync(Request(ref random, $"{life}-{step}"), Cancellation);
                else if (step % 7 == 0 && await rig.Broker.OpenOrdersAsync(Cancellation) is [var first, ..])
                    await rig.Broker.CancelAsync(first.Id, Cancellation);
                await CheckBooks(rig);
            }
            if (life % 3 == 0)
                shown = rig.Clock.Stop();
        }
        NewYork.DateOf(shown).Should().BeAfter(new DateOnly(2026, 1, 7));
    }

    private static OrderRequest Request(ref SeededRandom random, string id)
    {
        var name = Symbol.Parse(Names[random.Below(Names.Length)]);
        var side = random.Below(2) == 0 ? Side.Buy : Side.Sell;
        return new OrderRequest(new(id), name, side, OrderType.Market, 1 + random.Below(300), null);
    }

    private static async Task CheckBooks(ExchangeRig rig)
    {
        var account = await rig.Broker.AccountAsync(Cancellation);
        var fills = await rig.Broker.ExecutionsSinceAsync(DateTimeOffset.UnixEpoch, Cancellation);
        account.Cash.Should().Be(1_000_000m - fills.Sum(f => Sign(f) * f.Quantity * f.Price));
        foreach (var position in account.Positions)
            position.Quantity.Should().Be(fills.Where(f => f.Symbol == position.Symbol).Sum(f => Sign(f) * f.Quantity));
        foreach (var fill in fills.TakeLast(5))
            ShouldLieInItsBar(fill, rig);

        static decimal Sign(OrderExecution fill) => fill.Side == Side.Buy ? 1 : -1;
    }

    private static void ShouldLieInItsBar(OrderExecution fill, ExchangeRig rig)
    {
        var session = NyseCalendar.Instance.SessionAt(fill.Time)!;
        var bars = rig.Get<IMarketTape>().Bars(session);
        var slot = (int)((fill.Time - session.Open) / Session.BarLength);
        var cell = SessionBars.Cell(rig.Universe.IndexOf(fill.Symbol), slot);
        ((double)fill.Price).Should().BeInRange(bars.Low[cell], bars.High[cell]);
    }
}
