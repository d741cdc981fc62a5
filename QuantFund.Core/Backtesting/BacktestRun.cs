using System.Collections.Frozen;
using QuantFund.Core.Backtesting.Figures;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Features.Macro;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Backtesting;

/// <summary>One run of a backtest from its first session to its last: account, memory and standing, moment after moment.</summary>
internal sealed class BacktestRun(
    BacktestStage stage,
    DecisionCycle cycle,
    Func<DecisionOptions> options,
    IMarketCalendar calendar,
    BacktestPlan plan,
    IReadOnlyList<DecisionMoment> moments,
    Action<double>? progress
)
{
    // A name that has no bar for longer has ended: what is held of it is paid out at its last close, at cost.
    private const int MostSilentSessions = 5;

    private readonly RecordedMarket market = stage.Market;
    private readonly MarketAhead ahead = stage.Ahead;
    private readonly BacktestTape tape = stage.Tape;
    private readonly NextOpenDesk desk = stage.Desk;
    private readonly Attribution attribution = new();
    private readonly Dictionary<Symbol, int> silent = [];
    private readonly List<BacktestDay> days = [];
    private readonly List<BacktestTrade> trades = [];
    private readonly List<BacktestNote> notes = [];

    private BacktestAccount account = null!;
    private Standing standing = new(LadderState.Start(plan.Capital), TradingState.Active, 0);
    private CycleMemory memory = CycleMemory.Empty;
    private FrozenDictionary<StrategyId, StrategyState> states = plan.Strategies;
    private readonly HashSet<Symbol> doubted = [];
    private string regime = "";
    private (double Overnight, double Forecast) night = (0, double.NaN);
    private decimal unproven;
    private int decided;

    public async Task<BacktestResult> PlayAsync(
        IReadOnlyList<int> sessions,
        QuarterHourPlay? quarterHours,
        CancellationToken cancellation
    )
    {
        account = new BacktestAccount(plan.Capital, attribution);
        foreach (var session in sessions)
        {
            if (session != sessions[0])
                await PlaySessionAsync(session, cancellation);
            unproven = Unproven(session);
            days.Add(
                account.Close(DateOf(session), regime, tape.Benchmark(session), unproven) with
                {
                    Overnight = night.Overnight,
                    Forecast = night.Forecast,
                }
            );
            if (Ruin.Of(days[^1]) is { } ruin)
            {
                notes.Add(ruin);
                break;
            }
            if (session != sessions[^1])
                await PlayEveningAsync(session, cancellation);
        }
        return new BacktestResult(plan, days, trades, notes, attribution.Results())
        {
            Ruined = days[^1].Equity <= 0m ? days[^1].Date : null,
            QuarterHours = quarterHours,
            Closed = account.Trades,
            Learned = memory.Learning,
        };
    }

    /// <summary>The night before, the fills of the evening, the decisions within the session, and its close.</summary>
    private async Task PlaySessionAsync(int session, CancellationToken cancellation)
    {
        Finance(session);
        TakeFills();
        night.Forecast = account.Forecast(market.Universe, ahead.Features.Returns);
        var lossReached = false;
        while (decided < moments.Count && moments[decided] is { AfterClose: false } moment && moment.Session == session)
        {
            foreach (var symbol in account.Positions.Keys.ToList())
                if (tape.Price(symbol, moment) is { } price)
                    account.Mark(symbol, Dollars.Of(price));
            lossReached |= HasLostTooMuch(lossReached, DateOf(session));
            await DecideAsync(
                moment,
                lossReached && standing.State == TradingState.Active ? TradingState.ReduceOnly : standing.State,
                cancellation
            );
            TakeFills();
        }
        MarkCloses(session);
    }

    /// <summary>After the close: the ladder, and the decision that the next open fills.</summary>
    private async Task PlayEveningAsync(int session, CancellationToken cancellation)
    {
        Restate(session);
        (standing, var cut) = standing.Step(days[^1], options().Risk, notes, unproven);
        var moment = moments[decided];
        // A night of cutting plans nothing else.
        await DecideAsync(moment, cut is null ? standing.State : TradingState.Halted, cancellation);
        regime = memory.Learning.LastRegime ?? "";
        if (cut is { } fraction)
            Cut(fraction);
    }

    private async Task DecideAsync(DecisionMoment moment, TradingState state, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        desk.Now = moment;
        await ahead.MoveToAsync(moment.AsOf, decided + 1 < moments.Count ? moments[decided + 1].AsOf : null);
        var outcome = await cycle.RunAsync(
            new DecisionRequest(
                moment.Cycle,
                moment.AsOf,
                calendar.SessionOn(DateOf(moment.Session))!,
                account.Book(moment.AsOf),
                memory,
                standing.Ladder,
                state,
                states,
                MarketSource.Replay,
                Preview: false
            ),
            SilentObserver.Instance,
            cancellation
        );
        memory = outcome.Memory;
        days[^1] = days[^1] with { Tracking = outcome.Tracking };
        NoteDoubts(DateOf(moment.Session));
        Retire(outcome.Retirements, DateOf(moment.Session));
        attribution.Decided(outcome.Targets!, outcome.Plan.Trades.Select(t => t.Symbol));
        decided++;
        progress?.Invoke((double)decided / moments.Count);
    }

    /// <summary>As live: out of the vote until a person enables it again, and here there is none.</summary>
    private void Retire(IReadOnlyList<Retirement> retirements, DateOnly date)
    {
        foreach (var retirement in retirements)
        {
            states = states
                .Where(s => s.Key != retirement.Strategy)
                .Append(KeyValuePair.Create(retirement.Strategy, StrategyState.Shadow))
                .ToFrozenDictionary();
            notes.Add(new BacktestNote(date, $"{retirement.Strategy} goes to shadow. {retirement.Reason}"));
        }
    }

    private void NoteDoubts(DateOnly date)
    {
        for (var row = 0; row < market.Universe.Count; row++)
            if (ahead.Features.DoubtOf(row) is { } doubt && doubted.Add(market.Universe[row].Symbol))
                notes.Add(
                    new BacktestNote(
                        date,
                        $"{market.Universe[row].Symbol} is in doubt: {doubt.Why} Every strategy abstains on it until the jump is explained."
                    )
                );
    }

    /// <summary>What positions have gained by jumps that nobody has explained, dollars.</summary>
    private decimal Unproven(int session)
    {
        var gained = 0m;
        foreach (var position in account.Positions.Values)
        {
            var row = market.Universe.IndexOf(position.Symbol);
            if (DailyColumns.DoubtOf(market.Daily!, session + 1, row) is not { } doubt)
                continue;
            var since = 1 - (doubt.Before / market.Daily!.Closes(row)[session]);
            gained += Math.Max(0m, position.Quantity * account.MarkOf(position.Symbol) * (decimal)since);
        }
        return gained;
    }

    private DateOnly DateOf(int session) => market.Daily!.Sessions[session];

    private void Finance(int session)
    {
        var (date, before) = (DateOf(session), DateOf(session - 1));
        var known = NewYork.ToUtc(before, Timetable.AfterClose);
        var nights = date.DayNumber - before.DayNumber;
        var rate = OvernightRate.Of(series => market.LastKnown(series, known));
        night.Overnight = OvernightRate.Earned(rate, nights);
        account.Finance(
            nights,
            rate,
            symbol => market.BorrowOf(market.Universe.IndexOf(symbol), session).AnnualFeeFraction
        );
    }

    private void TakeFills()
    {
        foreach (var trade in desk.Take())
            Take(trade);
    }

    private void Take(BacktestTrade trade)
    {
        account.Fill(trade);
        trades.Add(trade);
    }

    /// <summary>The day's loss is measured from the last close, and holds until the next.</summary>
    private bool HasLostTooMuch(bool before, DateOnly date)
    {
        var (open, now) = (days[^1].Equity, account.Equity);
        if (before || !DayLoss.IsReached(open, now, options().Risk))
            return before;
        notes.Add(
            new BacktestNote(
                date,
                FormattableString.Invariant(
                    $"The day's loss reached {DayLoss.Fraction(open, now):P1}: only reductions until the close."
                )
            )
        );
        return true;
    }

    private void MarkCloses(int session)
    {
        foreach (var symbol in account.Positions.Keys.ToList())
        {
            if (tape.Close(symbol, session) is { } close)
            {
                silent.Remove(symbol);
                account.Mark(symbol, Dollars.Of(close));
                continue;
            }
            silent[symbol] = silent.GetValueOrDefault(symbol) + 1;
            if (silent[symbol] > MostSilentSessions)
                PayOut(symbol, session);
        }
    }

    /// <summary>Sold or bought back at the last close, worse by what the trade was estimated to cost when the name last traded.</summary>
    private void PayOut(Symbol symbol, int session)
    {
        var (held, last) = (account.Positions[symbol].Quantity, account.MarkOf(symbol));
        var (date, side, quantity) = (DateOf(session), held > 0m ? Side.Sell : Side.Buy, Math.Abs(held));
        var ended = DateOf(session - silent[symbol]);
        var features = FeatureEngine.Build(market.Latest(NewYork.ToUtc(ended, Timetable.AfterClose)));
        var prices = Estimates(features);
        var row = market.Universe.IndexOf(symbol);
        var cost = CostModel.OneWay(prices, features, row, (double)(quantity * last));
        var price = Dollars.Of((double)last * (1 + ((side == Side.Buy ? 1 : -1) * cost)));
        var fees = Dollars.Rounded(RegulatoryFees.Usd(date, side, quantity, price));
        var paid = quantity * Math.Abs(price - last);
        Take(
            new BacktestTrade(
                calendar.SessionOn(date)!.Close,
                symbol,
                side,
                quantity,
                price,
                last,
                paid + fees,
                fees,
                attribution.Owners(symbol)
            )
        );
        silent.Remove(symbol);
        notes.Add(
            new BacktestNote(
                date,
                FormattableString.Invariant(
                    $"{symbol} has not traded since {ended:yyyy-MM-dd}: paid out at its last close, {last:0.00##}, less an estimated cost of ${paid + fees:0.00}."
                )
            )
        );
    }

    private PriceColumns Estimates(FeatureTable features) =>
        PriceColumns.Of(features, FrozenDictionary<Symbol, Quote>.Empty, doubleEstimates: true, options().Costs);

    /// <summary>Positions go on in the series that the next session is played from, at the same worth.</summary>
    private void Restate(int session)
    {
        foreach (var symbol in account.Positions.Keys.ToList())
            if (tape.Restated(symbol, session) is var factor && factor != 1)
                account.Restate(symbol, Dollars.Of((double)account.MarkOf(symbol) * factor));
    }

    private void Cut(double fraction)
    {
        var features = ahead.Features;
        var prices = Estimates(features);
        foreach (var position in account.Positions.Values.OrderBy(p => p.Symbol).ToList())
        {
            var held = Math.Abs(position.Quantity);
            var quantity = Math.Min(held, Math.Ceiling(held * (decimal)fraction));
            var dollars = (double)(quantity * account.MarkOf(position.Symbol));
            var row = market.Universe.IndexOf(position.Symbol);
            desk.Fill(
                position.Symbol,
                position.Quantity > 0m ? Side.Sell : Side.Buy,
                quantity,
                CostModel.OneWay(prices, features, row, dollars),
                prices.SpreadBps[row],
                attribution.Owners(position.Symbol)
            );
        }
    }
}
