using QuantFund.Core.Domain;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Core.Pipeline;

/// <summary>Hears of each phase as it begins and ends, so that a screen can follow the cycle while it runs.</summary>
public interface ICycleObserver
{
    void PhaseStarted(CycleId cycle, string phase);

    /// <param name="cycle">The cycle.</param>
    /// <param name="phase">A name of <see cref="Phases"/>.</param>
    /// <param name="took">Wall time.</param>
    /// <param name="note">What came out, in a few words: "312 symbols", "14 trades kept, 9 skipped".</param>
    void PhaseFinished(CycleId cycle, string phase, TimeSpan took, string note);

    /// <summary>
    /// The plan is made, and nothing was asked or sent yet: whoever is to approve it can see what it rests on. Not for previews.
    /// </summary>
    /// <param name="record">Writes the record so far, once, when it is called.</param>
    /// <param name="cancellation">Ends the cycle.</param>
    Task DecidedAsync(Func<CycleRecord> record, CancellationToken cancellation);
}

/// <summary>The phases in order, by the names that timings and screen use.</summary>
public static class Phases
{
    public const string Data = "data";
    public const string Features = "features";
    public const string Regime = "regime";
    public const string Strategies = "strategies";
    public const string Debate = "debate";
    public const string Ensemble = "ensemble";
    public const string Risk = "risk";
    public const string Costs = "costs";
    public const string Approval = "approval";
    public const string Execution = "execution";
    public const string Learning = "learning";

    public static IReadOnlyList<string> All { get; } =
    [Data, Features, Regime, Strategies, Debate, Ensemble, Risk, Costs, Approval, Execution, Learning];
}
