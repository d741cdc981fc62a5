using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Simulation;
using QuantFund.Core.Simulation.Clock;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>
/// The built-in broker: plays a tape on simulated time, matches orders against it and keeps the account in a store of its
/// own. An order is on disk before it is answered, an execution before anybody hears of it; after a kill it goes on where
/// it was, with the same prices.
/// </summary>
/// <remarks>Market time is read before the gate is taken: reading it may write to the store.</remarks>
public sealed class PaperBroker : IBroker, IQuoteFeed, IAccountFeed, IMarketSteps, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Broadcast<BrokerEvent> events = new(latestOnly: false);
    private readonly Broadcast<DateTimeOffset> steps = new(latestOnly: true);
    private readonly IMarketTape tape;
    private readonly SimulatedClock clock;
    private readonly ExchangeStore store;
    private readonly MatchingEngine engine;
    private readonly IExchangeFaults faults;
    private readonly EarlierCloses earlier;
    private readonly ulong seed;
    private ExchangeAccount account;
    private Session? trading;
    private MarketMoment? moment;

    public PaperBroker(IMarketTape tape, SimulatedClock clock, ExchangeStore store, IExchangeFaults faults, long seed)
    {
        this.tape = tape;
        this.clock = clock;
        this.store = store;
        this.faults = faults;
        this.seed = unchecked((ulong)seed);
        engine = new MatchingEngine(this.seed);
        earlier = new EarlierCloses(tape);
        account = store.Load();
        var now = clock.GetUtcNow();
        if (tape.Calendar.SessionAt(now) is { } session)
            account = account with { Taken = TakenSoFar(session, now) };
        // Open orders belong to the session they came in; when it has passed meanwhile, the first step lets them expire.
        trading = account.Orders.IsEmpty
            ? null
            : tape.Calendar.SessionAt(account.Orders.Values.Max(o => o.Order.SubmittedAt));
    }

    public void Dispose() => gate.Dispose();

    /// <summary>
    /// Lets the market meet the open orders once, as it is now. Called on a timer; a test may call it instead.
    /// </summary>
    public void Step()
    {
        var now = clock.GetUtcNow();
        gate.Wait();
        try
        {
            var market = MomentAt(now);
            if (trading is { } ended && now >= ended.Close)
            {
                Commit(MatchingEngine.Close(account, ended.Close));
                trading = null;
            }
            if (market.IsOpen)
            {
                trading ??= tape.Calendar.SessionAt(now);
                Commit(engine.Step(account, market));
            }
        }
        finally
        {
            gate.Release();
        }
        steps.Tell(now);
    }

    /// <remarks>
    /// Off the caller's thread: the store may be locked for a while, and the caller must be able to give up. Nothing is
    /// taken in once it has: the token is heard until the last moment before the commit, and what its commit outlasted is
    /// taken back.
    /// </remarks>
    public Task<SubmitAnswer> SubmitAsync(OrderRequest request, CancellationToken cancellation) =>
        Task.Run(() => TakeAsync(request, cancellation), CancellationToken.None);

    private async Task<SubmitAnswer> TakeAsync(OrderRequest request, CancellationToken cancellation)
    {
        try
        {
            var now = clock.GetUtcNow();
            await gate.WaitAsync(cancellation);
            try
            {
                await faults.OrderArrivedAsync(cancellation);
                cancellation.ThrowIfCancellationRequested();
                var known = store.Find(request.ClientOrderId) is not null;
                var (answer, outcome) = engine.Submit(account, request, MomentAt(now), known);
                if (answer is SubmitAnswer.Accepted)
                {
                    store.Save(account, outcome, faults.OrderCommitting, cancellation);
                    // The commit itself outlasted the permit: whoever halted meanwhile was promised that nothing more comes in.
                    if (cancellation.IsCancellationRequested && TryTakeBack(outcome))
                        return new SubmitAnswer.Ambiguous("it was not on disk before its permit ended");
                    trading ??= tape.Calendar.SessionAt(now);
                    account = outcome.Account;
                    await faults.AfterOrderCommittedAsync(cancellation);
                    Tell(outcome);
                }
                return answer;
            }
            finally
            {
                gate.Release();
            }
        }
        catch (SqliteException e)
        {
            return new SubmitAnswer.Ambiguous($"the exchange's store failed: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            return new SubmitAnswer.Ambiguous("the answer was not waited for");
        }
    }

    /// <summary>Nobody was told of it, and whatever else asks waits at the gate: it is as if it had never come.</summary>
    private bool TryTakeBack(MatchOutcome outcome)
    {
        try
        {
            store.TakeBack(account, outcome);
            return true;
        }
        catch (SqliteException)
        {
            // The disk has it and keeps it: the fund finds it when it looks for what became of its order, and cancels it.
            return false;
        }
    }

    public async Task<CancelAnswer> CancelAsync(BrokerOrderId id, CancellationToken cancellation)
    {
        // An exchange that stands still is not waited for by whoever has to stop; whether it heard is then not known.
        if (!await EnteredAsync(cancellation))
            return CancelAnswer.Ambiguous;
        try
        {
            var (answer, after) = MatchingEngine.Cancel(account, id);
            if (answer == CancelAnswer.Requested)
                Commit(new MatchOutcome(after, []));
            else if (store.Find(id) is not null)
                return CancelAnswer.NotCancellable;
            return answer;
        }
        catch (SqliteException)
        {
            return CancelAnswer.Ambiguous;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<bool> EnteredAsync(CancellationToken cancellation)
    {
        var entering = gate.WaitAsync(cancellation);
        await entering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return entering.IsCompletedSuccessfully;
    }

    public Task<BrokerOrder?> FindAsync(ClientOrderId id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Asked(() => store.Find(id)));
    }

    public async Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            return [.. account.Orders.Values.Select(o => o.Order)];
        }
        finally
        {
            gate.Release();
        }
    }

    public Task<IReadOnlyList<OrderExecution>> ExecutionsSinceAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Asked(() => store.ExecutionsSince(time)));
    }

    public async Task<AccountReading> AccountAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await gate.WaitAsync(cancellation);
        try
        {
            var market = MomentAt(now);
            return new AccountReading(
                now,
                account.Cash,
                account.Equity(market),
                account.BuyingPower(market),
                [.. account.Positions.Values]
            );
        }
        finally
        {
            gate.Release();
        }
    }

    public IAsyncEnumerable<BrokerEvent> EventsAsync(CancellationToken cancellation) => events.Subscribe(cancellation);

    public IAsyncEnumerable<DateTimeOffset> StepsAsync(CancellationToken cancellation) => steps.Subscribe(cancellation);

    /// <summary>Quotes now; while the market is closed those of the last close, with their time.</summary>
    public async Task<IReadOnlyDictionary<Symbol, Quote>> QuotesAsync(Universe universe, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await gate.WaitAsync(cancellation);
        try
        {
            var market = MomentAt(now);
            var quotes = new Dictionary<Symbol, Quote>(universe.Count);
            foreach (var instrument in universe.Instruments)
                if (market.Quote(instrument.Symbol) is { } quote)
                    quotes.Add(instrument.Symbol, quote);
            return quotes;
        }
        finally
        {
            gate.Release();
        }
    }

    public Task<IReadOnlyDictionary<Symbol, Borrow>> BorrowAsync(Universe universe, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var date = NewYork.DateOf(clock.GetUtcNow());
        IReadOnlyDictionary<Symbol, Borrow> borrow = universe
            .Instruments.Select(i => tape.Universe.IndexOf(i.Symbol))
            .Where(row => row >= 0)
            .Select(row => tape.BorrowOf(row, date))
            .ToDictionary(b => b.Symbol);
        return Task.FromResult(borrow);
    }

    /// <summary>The market at a moment, never before one that was seen already: two callers may arrive in the other order.</summary>
    private MarketMoment MomentAt(DateTimeOffset now)
    {
        if (moment is { } last && now <= last.Now)
            return last;
        var session = tape.Calendar.SessionAt(now) ?? tape.Calendar.LastClosedBy(now);
        return moment = new MarketMoment(tape, seed, now, session, tape.Bars(session), earlier);
    }

    private void Commit(MatchOutcome outcome)
    {
        if (ReferenceEquals(outcome.Account, account) || (outcome.Events.Count == 0 && outcome.Account == account))
            return;
        store.Save(account, outcome);
        account = outcome.Account;
        if (outcome.Events.Count > 0)
            faults.AfterStepCommitted();
        Tell(outcome);
    }

    /// <summary>What was executed in the current bar before a restart counts against its volume still.</summary>
    private ImmutableDictionary<Symbol, Taken> TakenSoFar(Session session, DateTimeOffset now)
    {
        var bar = session.Open + ((int)((now - session.Open) / Session.BarLength) * Session.BarLength);
        return store
            .ExecutionsSince(bar)
            .GroupBy(e => e.Symbol)
            .ToImmutableDictionary(g => g.Key, g => new Taken(bar, g.Sum(e => e.Quantity), -1, 0m, 0m));
    }

    private static T Asked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            throw new BrokerUnavailableException($"The exchange's store can't be read: {e.Message}", e);
        }
    }

    private void Tell(MatchOutcome outcome)
    {
        foreach (var happened in outcome.Events)
            events.Tell(happened);
    }
}
