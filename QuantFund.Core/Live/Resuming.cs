using QuantFund.Core.Execution;

namespace QuantFund.Core.Live;

/// <summary>
/// A person lifts a halt or a reduction: the high-water mark starts anew at present equity (the old one is kept and
/// shown), every rung of the ladder is armed again, then the state is active. Needs the stores alone.
/// </summary>
public sealed class Resuming(ITradingStateStore states, IEquityStore equity, IJournal journal)
{
    /// <param name="reason">Why, in the operator's words.</param>
    /// <param name="by">Who resumes.</param>
    /// <param name="present">Equity now, dollars; null takes the newest stored point.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<StoredTradingState> ResumeAsync(
        string reason,
        string by,
        decimal? present,
        CancellationToken cancellation
    )
    {
        // Marks first: the other way round the ladder could act again between the two on the drawdown that is over.
        if (await equity.MarksAsync(cancellation) is { } marks)
        {
            var now = present ?? await LastPointAsync(cancellation) ?? marks.HighWaterMark;
            await equity.SaveMarksAsync(
                marks with
                {
                    HighWaterMark = now,
                    PreviousHighWaterMark = marks.HighWaterMark,
                    RungsActed = 0,
                    CutGrossTo = null,
                },
                cancellation
            );
            await journal.AppendAsync(new FundFact.HighWaterMarkReset(marks.HighWaterMark, now), cancellation);
        }
        return await states.ResumeAsync(reason, by, cancellation);
    }

    private async Task<decimal?> LastPointAsync(CancellationToken cancellation)
    {
        var points = await equity.RangeAsync(null, null, TimeSpan.FromDays(1), int.MaxValue, cancellation);
        return points.Count == 0 ? null : points[^1].Equity;
    }
}
