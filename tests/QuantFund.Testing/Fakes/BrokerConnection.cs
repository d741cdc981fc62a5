using System.Runtime.CompilerServices;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Ingestion;

namespace QuantFund.Testing.Fakes;

/// <summary>One process's connection to a <see cref="ScriptedBroker"/>, as broker, account and quote feed.</summary>
public sealed class BrokerConnection(ScriptedBroker broker, KillSwitch? killSwitch = null)
    : IBroker,
        IAccountFeed,
        IQuoteFeed
{
    private readonly KillSwitch kill = killSwitch ?? new KillSwitch();

    public async Task<SubmitAnswer> SubmitAsync(OrderRequest request, CancellationToken cancellation)
    {
        kill.Point();
        if (broker.Down)
            return new SubmitAnswer.Ambiguous("No connection.");
        var script = broker.Posts.TryDequeue(out var next) ? next : PostScript.Accept;
        switch (script)
        {
            case PostScript.Refuse:
                broker.Received.Add(request);
                kill.Point();
                return new SubmitAnswer.Refused(broker.Refusal, "refused by script");
            case PostScript.LoseOrder:
                return new SubmitAnswer.Ambiguous("The connection was lost.");
            case PostScript.Hang:
                await Forever(cancellation);
                throw new InvalidOperationException("A hanging POST came back.");
            case PostScript.ArriveAndHang:
                broker.Take(request);
                await Forever(cancellation);
                throw new InvalidOperationException("A hanging POST came back.");
            default:
                var answer = broker.Take(request);
                kill.Point();
                return script == PostScript.LoseAnswer ? new SubmitAnswer.Ambiguous("The answer was lost.") : answer;
        }
    }

    public Task<CancelAnswer> CancelAsync(BrokerOrderId id, CancellationToken cancellation) =>
        Task.FromResult(kill.Around(() => broker.Down ? CancelAnswer.Ambiguous : broker.Cancel(id)));

    public Task<BrokerOrder?> FindAsync(ClientOrderId id, CancellationToken cancellation) =>
        Read(() => broker.Orders.FirstOrDefault(o => o.ClientOrderId == id));

    public Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation) =>
        Read<IReadOnlyList<BrokerOrder>>(() => [.. broker.Orders.Where(o => !o.Status.IsFinal())]);

    public Task<IReadOnlyList<OrderExecution>> ExecutionsSinceAsync(
        DateTimeOffset time,
        CancellationToken cancellation
    ) => Read<IReadOnlyList<OrderExecution>>(() => [.. broker.Executions.Where(e => e.Time >= time)]);

    public Task<AccountReading> AccountAsync(CancellationToken cancellation) => Read(broker.Account);

    public async IAsyncEnumerable<BrokerEvent> EventsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Forever(cancellation);
        yield break;
    }

    public Task<IReadOnlyDictionary<Symbol, Borrow>> BorrowAsync(Universe universe, CancellationToken cancellation) =>
        Read<IReadOnlyDictionary<Symbol, Borrow>>(() => new Dictionary<Symbol, Borrow>(broker.Borrow));

    public Task<IReadOnlyDictionary<Symbol, Quote>> QuotesAsync(Universe universe, CancellationToken cancellation) =>
        Read<IReadOnlyDictionary<Symbol, Quote>>(() => new Dictionary<Symbol, Quote>(broker.Quotes));

    private Task<T> Read<T>(Func<T> read)
    {
        kill.Alive();
        return broker.Down
            ? Task.FromException<T>(new BrokerUnavailableException("No connection."))
            : Task.FromResult(read());
    }

    private static async Task Forever(CancellationToken cancellation)
    {
        var never = new TaskCompletionSource();
        await using (cancellation.Register(() => never.TrySetCanceled(cancellation)))
            await never.Task;
    }
}
