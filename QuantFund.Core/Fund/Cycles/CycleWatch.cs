using System.Collections.Immutable;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>
/// Follows one cycle: a tick as each phase begins and ends, their times for its row, the record of the decision and what
/// the debate came to, stored before anybody is asked about the plan.
/// </summary>
internal sealed class CycleWatch(
    CycleRows rows,
    CycleLessons lessons,
    IJournal journal,
    FundEventBus bus,
    MarketTime market
) : ICycleObserver
{
    private ImmutableDictionary<string, double> timings = ImmutableDictionary<string, double>.Empty;

    /// <summary>Milliseconds of wall time by phase.</summary>
    public IReadOnlyDictionary<string, double> Timings => timings;

    /// <summary>The phase that has begun last and not ended; null between phases.</summary>
    public string? Phase { get; private set; }

    public void PhaseStarted(CycleId cycle, string phase)
    {
        Phase = phase;
        Tick(new PhaseView(cycle, phase, Finished: false, 0, null));
    }

    public void PhaseFinished(CycleId cycle, string phase, TimeSpan took, string note)
    {
        Phase = null;
        timings = timings.SetItem(phase, took.TotalMilliseconds);
        Tick(new PhaseView(cycle, phase, Finished: true, took.TotalMilliseconds, note));
    }

    public async Task DecidedAsync(Func<CycleRecord> record, CancellationToken cancellation)
    {
        var decided = record();
        await rows.DecidedAsync(decided, cancellation);
        await journal.AppendAsync(new FundFact.DebateScored(CycleViews.Debate(decided)), cancellation);
        await journal.AppendAsync(
            new FundFact.StrategiesWeighed(await lessons.WeighedAsync(decided, cancellation)),
            cancellation
        );
    }

    private void Tick(PhaseView view) => bus.Tick(new FundFact.PhaseMoved(view), market.Now);
}
