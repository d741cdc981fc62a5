using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;

namespace QuantFund.KillHost;

/// <summary>The fund's real order store, with places to die around its commits.</summary>
internal sealed class HeldOrderStore(IOrderStore inner, HoldPoints hold) : IOrderStore
{
    public async Task<PermitAnswer> PermitAsync(
        OrderIntent intent,
        Func<PermitFacts, PreTradeVerdict> check,
        CancellationToken cancellation
    )
    {
        var answer = await inner.PermitAsync(intent, check, cancellation);
        if (answer is PermitAnswer.Granted)
            hold.Reach(HoldPlaces.FundPermit);
        return answer;
    }

    public async Task<StoredOrder> AnswerAsync(ClientOrderId id, SubmitAnswer answer, CancellationToken cancellation)
    {
        var order = await inner.AnswerAsync(id, answer, cancellation);
        hold.Reach(HoldPlaces.FundAnswer);
        return order;
    }

    public async Task<bool> ExecuteAsync(OrderExecution execution, CancellationToken cancellation)
    {
        if (!hold.Watches(HoldPlaces.BeforeFill) && !hold.Watches(HoldPlaces.AfterFill))
            return await inner.ExecuteAsync(execution, cancellation);
        // A sweep brings what is stored already too: only a new execution is a place to die at.
        var known = await inner.ExecutionsAsync(execution.ClientOrderId, cancellation);
        if (known.Any(e => e.CumulativeQuantity == execution.CumulativeQuantity))
            return false;
        hold.Reach(HoldPlaces.BeforeFill);
        var stored = await inner.ExecuteAsync(execution, cancellation);
        hold.Reach(HoldPlaces.AfterFill);
        return stored;
    }

    public Task<StoredOrder> NeverSentAsync(ClientOrderId id, string reason, CancellationToken cancellation) =>
        inner.NeverSentAsync(id, reason, cancellation);

    public Task<StoredOrder> ObserveAsync(BrokerOrder order, CancellationToken cancellation) =>
        inner.ObserveAsync(order, cancellation);

    public Task<StoredOrder?> FindAsync(ClientOrderId id, CancellationToken cancellation) =>
        inner.FindAsync(id, cancellation);

    public Task<IReadOnlyList<StoredOrder>> OpenAsync(CancellationToken cancellation) => inner.OpenAsync(cancellation);

    public Task<IReadOnlyList<StoredOrder>> OfCycleAsync(CycleId cycle, CancellationToken cancellation) =>
        inner.OfCycleAsync(cycle, cancellation);

    public Task<IReadOnlyList<OrderStep>> HistoryAsync(ClientOrderId id, CancellationToken cancellation) =>
        inner.HistoryAsync(id, cancellation);

    public Task<IReadOnlyList<OrderExecution>> ExecutionsAsync(ClientOrderId id, CancellationToken cancellation) =>
        inner.ExecutionsAsync(id, cancellation);

    public Task<DateTimeOffset?> LastExecutionAsync(CancellationToken cancellation) =>
        inner.LastExecutionAsync(cancellation);

    public Task<Page<StoredOrder>> PageAsync(
        IReadOnlySet<OrderStatus>? statuses,
        int limit,
        string? cursor,
        CancellationToken cancellation
    ) => inner.PageAsync(statuses, limit, cursor, cancellation);
}

/// <summary>The real exchange, with places to die around its cancels.</summary>
internal sealed class HeldBroker(IBroker inner, HoldPoints hold) : IBroker
{
    public async Task<CancelAnswer> CancelAsync(BrokerOrderId id, CancellationToken cancellation)
    {
        hold.Reach(HoldPlaces.BeforeCancel);
        var answer = await inner.CancelAsync(id, cancellation);
        hold.Reach(HoldPlaces.AfterCancel);
        return answer;
    }

    public Task<SubmitAnswer> SubmitAsync(OrderRequest request, CancellationToken cancellation) =>
        inner.SubmitAsync(request, cancellation);

    public Task<BrokerOrder?> FindAsync(ClientOrderId id, CancellationToken cancellation) =>
        inner.FindAsync(id, cancellation);

    public Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation) =>
        inner.OpenOrdersAsync(cancellation);

    public Task<IReadOnlyList<OrderExecution>> ExecutionsSinceAsync(
        DateTimeOffset time,
        CancellationToken cancellation
    ) => inner.ExecutionsSinceAsync(time, cancellation);

    public Task<AccountReading> AccountAsync(CancellationToken cancellation) => inner.AccountAsync(cancellation);

    public IAsyncEnumerable<BrokerEvent> EventsAsync(CancellationToken cancellation) => inner.EventsAsync(cancellation);
}

/// <summary>A decision without thought that sends many orders: buys, sells, reductions and trades that cross zero.</summary>
internal sealed class BusyDecision(
    Universe universe,
    IQuoteFeed quotes,
    IApprovalGate gate,
    IOrderDesk desk,
    HoldPoints hold
) : IDecisionCycle
{
    private const int Lot = 40;

    private readonly QuantFund.Testing.Fakes.FakeDecision inner = new(new HeldGate(gate, hold), desk);

    public async Task<CycleOutcome> RunAsync(
        DecisionRequest request,
        ICycleObserver observer,
        CancellationToken cancellation
    )
    {
        var now = await quotes.QuotesAsync(universe, cancellation);
        inner.Plan = asked => PlanOf(asked, now);
        return await inner.RunAsync(request, observer, cancellation);
    }

    /// <summary>Every name each time, from the cycle's name alone: towards one side, then back past zero to the other.</summary>
    private List<PlannedTrade> PlanOf(DecisionRequest request, IReadOnlyDictionary<Symbol, Quote> now)
    {
        var trades = new List<PlannedTrade>();
        var turn = request.Cycle.Value.Sum(c => c);
        for (var row = 0; row < universe.Count; row++)
        {
            var symbol = universe[row].Symbol;
            if (!now.TryGetValue(symbol, out var quote))
                continue;
            var held = request.Book.Quantity(symbol);
            var target = Lot * (((turn + row) % 5) - 2);
            if (target == held)
                target = held > 0 ? 0 : Lot;
            var change = target - held;
            var side = change > 0 ? Side.Buy : Side.Sell;
            var reduces = held != 0m && Math.Abs(target) < Math.Abs(held) && Math.Sign(target) * Math.Sign(held) >= 0;
            trades.Add(
                QuantFund.Testing.Fakes.FakeDecision.Trade(
                    symbol,
                    side,
                    Math.Abs(change),
                    quote.Mid,
                    reduces,
                    borrow: target < 0
                )
            );
        }
        return trades;
    }

    private sealed class HeldGate(IApprovalGate gate, HoldPoints hold) : IApprovalGate
    {
        public async Task<GateAnswer> AskAsync(TradePlan plan, CancellationToken cancellation)
        {
            var answer = await gate.AskAsync(plan, cancellation);
            hold.Reach(HoldPlaces.FundPlan);
            return answer;
        }
    }
}
