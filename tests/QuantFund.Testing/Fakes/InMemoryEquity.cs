using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Testing.Fakes;

public sealed class InMemoryEquity(InMemoryFund fund, KillSwitch kill) : IEquityStore
{
    public Task<EquityMarks> AppendAsync(
        EquityPoint point,
        EquityMarks marks,
        EquityMarks? known,
        CancellationToken cancellation
    ) =>
        Task.FromResult(
            kill.Around(() =>
            {
                lock (fund.Sync)
                {
                    fund.Equity.RemoveAll(p => p.Time == point.Time);
                    fund.Equity.Add(point);
                    return Take(marks, known);
                }
            })
        );

    public Task<EquityMarks> SaveMarksAsync(EquityMarks marks, EquityMarks? known, CancellationToken cancellation) =>
        Task.FromResult(
            kill.Around(() =>
            {
                lock (fund.Sync)
                    return Take(marks, known);
            })
        );

    public Task<EquityMarks?> MarksAsync(CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
            return Task.FromResult(fund.Marks);
    }

    public Task<IReadOnlyList<EquityPoint>> RangeAsync(
        DateTimeOffset? from,
        DateTimeOffset? to,
        TimeSpan? resolution,
        int most,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        kill.Alive();
        lock (fund.Sync)
        {
            var points = fund
                .Equity.Where(p => (from is null || p.Time >= from) && (to is null || p.Time <= to))
                .OrderBy(p => p.Time)
                .ToList();
            if (resolution is { } bucket)
                points = [.. points.GroupBy(p => p.Time.UtcTicks / bucket.Ticks).Select(g => g.Last())];
            var every = Math.Max(1, (points.Count + (long)most - 1) / most);
            points.Reverse();
            points = [.. points.Where((_, place) => place % every == 0)];
            points.Reverse();
            return Task.FromResult<IReadOnlyList<EquityPoint>>(points);
        }
    }

    private EquityMarks Take(EquityMarks marks, EquityMarks? known)
    {
        if (fund.Marks is null || fund.Marks == known)
            fund.Marks = marks;
        return fund.Marks;
    }
}
