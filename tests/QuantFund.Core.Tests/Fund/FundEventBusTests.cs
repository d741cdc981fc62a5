using AwesomeAssertions;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class FundEventBusTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.UnixEpoch;

    [Fact]
    public async Task JournalledEvents_AreNeverDropped_ForAReaderThatSleeps()
    {
        var bus = new FundEventBus();
        using var reader = bus.Subscribe();
        for (var i = 1; i <= 5_000; i++)
            bus.Publish(Journalled(i));

        var read = await Take(reader, 5_000);

        read.Select(e => e.Sequence).Should().Equal(Enumerable.Range(1, 5_000).Select(i => (long)i));
    }

    [Fact]
    public async Task TicksOfOneKind_AreConflatedToTheLatest_InTheirPlaceInTime()
    {
        var bus = new FundEventBus();
        using var reader = bus.Subscribe();
        bus.Tick(Equity(1), Time);
        bus.Publish(Journalled(1));
        bus.Tick(Equity(2), Time);
        bus.Tick(new FundFact.SourcesChanged([]), Time);
        bus.Tick(Equity(3), Time);

        var read = await Take(reader, 3);

        read.Select(e => e.Kind).Should().Equal("reconciled", "sourcesChanged", "equityMarked");
        ((FundFact.EquityMarked)read[2].Data).Point.Equity.Should().Be(3);
    }

    [Fact]
    public async Task EverySubscriber_HearsEverything_FromItsSubscriptionOn()
    {
        var bus = new FundEventBus();
        using var first = bus.Subscribe();
        bus.Publish(Journalled(1));
        using var second = bus.Subscribe();
        bus.Publish(Journalled(2));

        (await Take(first, 2)).Select(e => e.Sequence).Should().Equal(1, 2);
        (await Take(second, 1)).Select(e => e.Sequence).Should().Equal(2);
    }

    [Fact]
    public async Task Tick_CarriesTheLastJournalledSequence()
    {
        var bus = new FundEventBus();
        bus.StartAt(41);
        using var reader = bus.Subscribe();
        bus.Publish(Journalled(42));
        bus.Tick(Equity(1), Time);

        (await Take(reader, 2))[1].Sequence.Should().Be(42);
        bus.LastSequence.Should().Be(42);
    }

    [Fact]
    public async Task WaitingReader_WakesByThePublisher()
    {
        var bus = new FundEventBus(inline: true);
        using var reader = bus.Subscribe();
        await using var events = reader.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        var next = events.MoveNextAsync().AsTask();
        next.IsCompleted.Should().BeFalse();

        bus.Publish(Journalled(7));

        next.IsCompleted.Should().BeTrue("an inline bus runs the reader on the publisher's thread");
        events.Current.Sequence.Should().Be(7);
    }

    [Fact]
    public async Task DisposedSubscription_Ends_AndHearsNothingMore()
    {
        var bus = new FundEventBus();
        var reader = bus.Subscribe();
        bus.Publish(Journalled(1));
        reader.Dispose();
        bus.Publish(Journalled(2));

        var read = new List<FundEvent>();
        await foreach (var e in reader.ReadAllAsync(CancellationToken.None))
            read.Add(e);

        read.Should().BeEmpty();
    }

    private static FundEvent Journalled(long sequence) => new FundFact.Reconciled(0, 0, Time).At(sequence, Time);

    private static FundFact.EquityMarked Equity(decimal equity) => new(new EquityPoint(Time, equity, 0, 0, 0));

    private static async Task<List<FundEvent>> Take(IFundSubscription subscription, int count)
    {
        var read = new List<FundEvent>();
        await foreach (var e in subscription.ReadAllAsync(CancellationToken.None))
        {
            read.Add(e);
            if (read.Count == count)
                break;
        }
        return read;
    }
}
