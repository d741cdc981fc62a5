using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Testing;
using Xunit;

namespace QuantFund.Infrastructure.Tests.PaperExchange;

/// <summary>The exchange's disk is full: it takes nothing in and its time stands still, until there is room again.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FullDisk_TakesNothingIn_AndHoldsTheMarket_UntilThereIsRoomAgain()
    {
        using var disk = SmallDisk.TryMake(4);
        Assert.SkipWhen(disk is null, "A small disk can be made by root on Linux alone.");
        await using var rig = new ExchangeRig(disk.Folder);
        rig.Step();
        var cash = (await rig.Broker.AccountAsync(Stop)).Cash;

        disk.Fill();
        (await rig.Broker.SubmitAsync(ExchangeRig.Buy("c1", "AAPL", 10m), Stop))
            .Should()
            .BeOfType<SubmitAnswer.Ambiguous>();
        (await rig.Broker.FindAsync(new ClientOrderId("c1"), Stop)).Should().BeNull();
        rig.Wall.Advance(TimeSpan.FromMinutes(1));
        var still = rig.Clock.GetUtcNow();
        rig.Wall.Advance(TimeSpan.FromMinutes(1));
        rig.Clock.GetUtcNow().Should().Be(still);
        (await rig.Broker.AccountAsync(Stop)).Cash.Should().Be(cash);

        disk.Free();
        rig.Step();
        rig.Clock.GetUtcNow().Should().BeAfter(still);
        (await rig.Broker.SubmitAsync(ExchangeRig.Buy("c1", "AAPL", 10m), Stop))
            .Should()
            .BeOfType<SubmitAnswer.Accepted>();
    }
}
