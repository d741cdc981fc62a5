using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Backtesting;

/// <summary>
/// The decision cycle over recorded daily history, in process: one cycle a session, decided after its close, filled at the
/// next session's open, marked at the close. The drawdown ladder acts as live; where live waits for a person to resume, a
/// backtest resumes after <see cref="SessionsUntilResume"/> sessions and says so.
/// </summary>
public sealed class Backtest(
    RecordedMarket market,
    StrategyRoster roster,
    IDebater debater,
    Func<DecisionOptions> options,
    IMarketCalendar calendar,
    TimeProvider wall
)
{
    public const int SessionsUntilResume = 5;

    // A name that has no bar for this long has ended: what is held of it is paid out at its last close.
    private const int SessionsUntilEnded = 5;

    // The VIX closes a quarter of an hour after the market.
    private static readonly TimeOnly DecisionTime = new(16, 15);
    private static readonly string[] OvernightRates = ["EFFR", "FEDFUNDS"];

    private readonly Dictionary<Symbol, int> silent = [];

    /// <param name="plan">What to play.</param>
    /// <param name="progress">Hears the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">The market has no two sessions with bars in the range.</exception>
    public async Task<BacktestResult> RunAsync(
        BacktestPlan plan,
        Action<double>? progress,
        CancellationToken cancellation
    )
    {
        var daily = market.Daily ?? throw new ArgumentException("The market has no daily bars.", nameof(plan));
        var sessions = Enumerable
            .Range(0, daily.Sessions.Count)
            .Where(i => daily.Sessions[i] >= plan.From && daily.Sessions[i] <= plan.To)
            .ToList();
        if (sessions.Count < 2)
            throw new ArgumentException(
                $"The data has {sessions.Count} sessions from {plan.From:yyyy-MM-dd} to {plan.To:yyyy-MM-dd}; a backtest needs two.",
                nameof(plan)
            );
        silent.Clear();
        var desk = new NextOpenDesk(market);
        var cycle = new DecisionCycle(market, roster, debater, desk, desk, options, wall);
        var attribution = new Attribution();
        var account = new BacktestAccount(plan.Capital, attribution);
        var regime = "";
        var (days, trades, notes) = (new List<BacktestDay>(), new List<BacktestTrade>(), new List<BacktestNote>());
        var standing = new Standing(LadderState.Start(plan.Capital), TradingState.Active, 0);
        var memory = CycleMemory.Empty;
        for (var i = 0; i < sessions.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var date = daily.Sessions[sessions[i]];
            if (i > 0)
                PlaySession(account, desk, sessions[i], date, daily.Sessions[sessions[i - 1]], trades, notes);
            var day = account.Close(date, regime, Close(SectorFunds.Market, sessions[i]));
            days.Add(day);
            progress?.Invoke((i + 1.0) / sessions.Count);
            if (i + 1 == sessions.Count)
                break;
            desk.Session = sessions[i + 1];
            desk.Opens = calendar.SessionOn(daily.Sessions[sessions[i + 1]])!.Open;
            (standing, var cut) = Step(standing, day, notes);
            var asOf = NewYork.ToUtc(date, DecisionTime);
            // A night of cutting plans nothing else.
            var state = cut is null ? standing.State : TradingState.Halted;
            var outcome = await cycle.RunAsync(
                new DecisionRequest(
                    new CycleId($"c{date:yyyyMMdd}-1615"),
                    asOf,
                    calendar.SessionOn(date)!,
                    account.Book(asOf),
                    memory,
                    standing.Ladder,
                    state,
                    plan.Strategies,
                    MarketSource.Replay,
                    Preview: false
                ),
                desk,
                cancellation
            );
            memory = outcome.Memory;
            regime = memory.Learning.LastRegime ?? "";
            attribution.Decided(outcome.Targets!, outcome.Plan.Trades.Select(t => t.Symbol));
            if (cut is { } fraction)
                Cut(account, desk, asOf, fraction);
        }
        return new BacktestResult(plan, days, trades, notes, attribution.Results());
    }

    private sealed record Standing(LadderState Ladder, TradingState State, int Sessions);

    private (Standing Next, double? Cut) Step(Standing standing, BacktestDay day, List<BacktestNote> notes)
    {
        if (standing.State != TradingState.Active && standing.Sessions + 1 >= SessionsUntilResume)
        {
            notes.Add(new BacktestNote(day.Date, "Resumed, as a person would; a new high-water mark begins."));
            return (new Standing(DrawdownLadder.Resume(standing.Ladder, day.Equity), TradingState.Active, 0), null);
        }
        var (ladder, act) = DrawdownLadder.Step(standing.Ladder, day.Equity, options().Risk);
        if (act is null)
            return (standing with { Ladder = ladder, Sessions = standing.Sessions + 1 }, null);
        notes.Add(
            new BacktestNote(day.Date, FormattableString.Invariant($"Drawdown {act.Drawdown:P1}: {act.Rung} rung."))
        );
        return act switch
        {
            LadderAct.CutAndReduceOnly reduce => (new Standing(ladder, TradingState.ReduceOnly, 0), reduce.CutFraction),
            LadderAct.CutAndHalt halt => (new Standing(ladder, TradingState.Halted, 0), halt.CutFraction),
            _ => (standing with { Ladder = ladder }, null),
        };
    }

    private void PlaySession(
        BacktestAccount account,
        NextOpenDesk desk,
        int session,
        DateOnly date,
        DateOnly before,
        List<BacktestTrade> trades,
        List<BacktestNote> notes
    )
    {
        var known = NewYork.ToUtc(before, DecisionTime);
        account.Finance(
            date.DayNumber - before.DayNumber,
            OvernightRates.Select(s => market.LastKnown(s, known)).FirstOrDefault(r => r is not null) / 100 ?? 0,
            symbol => market.BorrowOf(market.Universe.IndexOf(symbol), session).AnnualFeeFraction
        );
        foreach (var trade in desk.Take())
        {
            account.Fill(trade);
            trades.Add(trade);
        }
        foreach (var symbol in account.Positions.Keys.ToList())
        {
            if (Close(symbol, session) is { } close)
            {
                silent.Remove(symbol);
                account.Mark(symbol, Math.Round((decimal)close, 4));
                continue;
            }
            silent[symbol] = silent.GetValueOrDefault(symbol) + 1;
            if (silent[symbol] < SessionsUntilEnded)
                continue;
            var (held, last) = (account.Positions[symbol].Quantity, account.MarkOf(symbol));
            var side = held > 0m ? Side.Sell : Side.Buy;
            var end = new BacktestTrade(
                calendar.SessionOn(date)!.Close,
                symbol,
                side,
                Math.Abs(held),
                last,
                last,
                0m,
                0m,
                ["ended"]
            );
            account.Fill(end);
            trades.Add(end);
            silent.Remove(symbol);
            notes.Add(new BacktestNote(date, $"{symbol} trades no more; paid out at its last close."));
        }
    }

    private double? Close(Symbol symbol, int session)
    {
        var row = market.Universe.IndexOf(symbol);
        var close = row < 0 ? double.NaN : market.Daily!.Closes(row)[session];
        return double.IsNaN(close) ? null : close;
    }

    private void Cut(BacktestAccount account, NextOpenDesk desk, DateTimeOffset asOf, double fraction)
    {
        var snapshot = market.Latest(asOf);
        var features = FeatureEngine.Build(snapshot);
        var prices = PriceColumns.Of(features, snapshot.Quotes, doubleEstimates: true, options().Costs);
        foreach (var position in account.Positions.Values.OrderBy(p => p.Symbol).ToList())
        {
            var quantity = Math.Ceiling(Math.Abs(position.Quantity) * (decimal)fraction);
            var dollars = (double)(quantity * account.MarkOf(position.Symbol));
            desk.Fill(
                position.Symbol,
                position.Quantity > 0m ? Side.Sell : Side.Buy,
                quantity,
                CostModel.OneWay(prices, features, market.Universe.IndexOf(position.Symbol), dollars),
                ["risk"]
            );
        }
    }
}
