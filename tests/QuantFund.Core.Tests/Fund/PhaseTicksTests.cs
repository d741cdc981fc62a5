using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Screen;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class PhaseTicksTests
{
    private readonly FundEventBus bus = new();

    [Fact]
    public async Task SlowReader_LosesNoPhaseOfACycle()
    {
        using var subscription = bus.Subscribe();
        foreach (var phase in (string[])["data", "features", "regime"])
        {
            bus.Tick(new FundFact.PhaseMoved(new PhaseView(SampleFund.Cycle, phase, false, 0, null)), SampleFund.Clock);
            bus.Tick(new FundFact.PhaseMoved(new PhaseView(SampleFund.Cycle, phase, true, 5, "ok")), SampleFund.Clock);
        }

        var heard = await TakeAsync(subscription, 3);

        Assert.Equal(
            "data features regime",
            string.Join(' ', heard.Select(e => ((FundFact.PhaseMoved)e.Data).Phase.Phase))
        );
        Assert.All(heard, e => Assert.True(((FundFact.PhaseMoved)e.Data).Phase.Finished));
    }

    private static async Task<List<FundEvent>> TakeAsync(IFundSubscription subscription, int count)
    {
        var heard = new List<FundEvent>();
        await foreach (var happened in subscription.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            heard.Add(happened);
            if (heard.Count == count)
                break;
        }
        return heard;
    }
}
