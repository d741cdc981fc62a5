using Microsoft.Extensions.Time.Testing;
using QuantFund.Web.Replica;
using Xunit;

namespace QuantFund.Web.Tests.Replica;

public sealed class ThrottledSignalTests : IDisposable
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider time = new();
    private readonly ThrottledSignal signal;
    private int fired;

    public ThrottledSignalTests() => signal = new ThrottledSignal(time, Quarter, () => fired++);

    [Fact]
    public void FirstRaise_FiresAtOnce()
    {
        signal.Raise();

        Assert.Equal(1, fired);
    }

    [Fact]
    public void RaisesWithinTheInterval_FireOnce_AtItsEnd()
    {
        for (var i = 0; i < 100; i++)
            signal.Raise();
        Assert.Equal(1, fired);

        time.Advance(Quarter - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, fired);

        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, fired);
    }

    [Fact]
    public void ASecondOfSteadyRaises_FiresFiveTimes_TheLastOneIncluded()
    {
        // At 0, 250, 500, 750 and 1000 ms.
        for (var ms = 0; ms < 1000; ms += 10)
        {
            signal.Raise();
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(5, fired);
    }

    [Fact]
    public void RaiseAfterSilence_FiresAtOnce()
    {
        signal.Raise();
        time.Advance(Quarter);
        signal.Raise();

        Assert.Equal(2, fired);
    }

    [Fact]
    public void Disposed_FiresNoMore()
    {
        signal.Raise();
        signal.Raise();
        signal.Dispose();
        time.Advance(Quarter);
        signal.Raise();

        Assert.Equal(1, fired);
    }

    public void Dispose() => signal.Dispose();
}
