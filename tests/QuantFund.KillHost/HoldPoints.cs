using QuantFund.Infrastructure.PaperExchange;

namespace QuantFund.KillHost;

/// <summary>The places in the order path at which this process can be told to stop dead and wait for its end.</summary>
public static class HoldPlaces
{
    /// <summary>The fund has committed the plan; no order exists.</summary>
    public const string FundPlan = "fund-plan";

    /// <summary>The fund has committed intent and permit; the broker has heard nothing.</summary>
    public const string FundPermit = "fund-permit";

    /// <summary>The broker has heard of the order and done nothing with it; all else that asks it waits.</summary>
    public const string BrokerArrival = "broker-arrival";

    /// <summary>The broker has written the order and is in the middle of its commit, past the last look at the permit.</summary>
    public const string BrokerCommit = "broker-commit";

    /// <summary>The broker has committed the order; the fund does not know.</summary>
    public const string BrokerOrder = "broker-order";

    /// <summary>The fund has committed the broker's answer.</summary>
    public const string FundAnswer = "fund-answer";

    /// <summary>The broker has committed executions; nobody was told.</summary>
    public const string BrokerStep = "broker-step";

    /// <summary>The fund has heard of an execution and not stored it.</summary>
    public const string BeforeFill = "before-fill";

    /// <summary>The fund has stored an execution, and not what follows from it.</summary>
    public const string AfterFill = "after-fill";

    /// <summary>The fund is about to ask for a cancel.</summary>
    public const string BeforeCancel = "before-cancel";

    /// <summary>The broker has committed the cancel; the fund does not know.</summary>
    public const string AfterCancel = "after-cancel";
}

/// <summary>
/// Stops the process at the n-th time that it comes to one place: says so, and goes on only when it is let go. What kills
/// it is outside.
/// </summary>
public sealed class HoldPoints(string? place, int nth) : IExchangeFaults, IDisposable
{
    private readonly ManualResetEventSlim released = new();
    private int seen;
    private volatile bool armed;

    /// <summary>From here on: what happens while the process starts is not meant.</summary>
    public void Arm() => armed = true;

    /// <summary>Something stands still: this process can't stop in an orderly way.</summary>
    public bool Holds { get; private set; }

    /// <summary>What stands still goes on.</summary>
    public void Release()
    {
        Holds = false;
        released.Set();
    }

    public bool Watches(string at) => string.Equals(at, place, StringComparison.Ordinal);

    public void Reach(string at)
    {
        if (!armed || !Watches(at) || Interlocked.Increment(ref seen) != nth)
            return;
        Holds = true;
        Wire.Say("HOLD", at);
        released.Wait();
    }

    public Task OrderArrivedAsync(CancellationToken cancellation)
    {
        Reach(HoldPlaces.BrokerArrival);
        return Task.CompletedTask;
    }

    public void OrderCommitting() => Reach(HoldPlaces.BrokerCommit);

    public Task AfterOrderCommittedAsync(CancellationToken cancellation)
    {
        Reach(HoldPlaces.BrokerOrder);
        return Task.CompletedTask;
    }

    public void AfterStepCommitted() => Reach(HoldPlaces.BrokerStep);

    public void Dispose() => released.Dispose();
}
