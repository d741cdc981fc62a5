using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Tests.Ingestion;

/// <summary>One feed of every kind: what it answers, and whether it fails or hangs, is set by the test.</summary>
internal sealed class FakeFeed
    : IDailyPriceFeed,
        IIntradayPriceFeed,
        IQuoteFeed,
        IVixFeed,
        INewsFeed,
        IMacroFeed,
        IAccountFeed
{
    public Exception? Failure { get; set; }

    /// <summary>Set: the answer waits for it, whatever the caller cancels.</summary>
    public TaskCompletionSource? Hang { get; set; }

    public int Asked { get; private set; }

    public DailyPanel? Daily { get; set; }
    public IntradayPanel? Intraday { get; set; }
    public Dictionary<Symbol, Quote> Quotes { get; } = [];
    public List<VixClose> Vix { get; } = [];
    public List<NewsArticle> News { get; } = [];
    public List<MacroValue> Macro { get; } = [];
    public AccountReading? Account { get; set; }
    public Dictionary<Symbol, Borrow> Borrow { get; } = [];

    public Task<DailyPanel> DailyAsync(Universe universe, int sessions, DateTimeOffset asOf, CancellationToken stop) =>
        Answer(() => Daily!);

    public Task<IntradayPanel> IntradayAsync(
        Universe universe,
        int sessions,
        DateTimeOffset asOf,
        CancellationToken stop
    ) => Answer(() => Intraday!);

    public Task<IReadOnlyDictionary<Symbol, Quote>> QuotesAsync(Universe universe, CancellationToken stop) =>
        Answer<IReadOnlyDictionary<Symbol, Quote>>(() => new Dictionary<Symbol, Quote>(Quotes));

    public Task<IReadOnlyList<VixClose>> VixAsync(DateTimeOffset asOf, CancellationToken stop) =>
        Answer<IReadOnlyList<VixClose>>(() => [.. Vix]);

    public Task<IReadOnlyList<NewsArticle>> NewsAsync(DateTimeOffset asOf, TimeSpan window, CancellationToken stop) =>
        Answer<IReadOnlyList<NewsArticle>>(() => [.. News]);

    public Task<IReadOnlyList<MacroValue>> MacroAsync(DateTimeOffset asOf, CancellationToken stop) =>
        Answer<IReadOnlyList<MacroValue>>(() => [.. Macro]);

    public Task<AccountReading> AccountAsync(CancellationToken stop) => Answer(() => Account!);

    public Task<IReadOnlyDictionary<Symbol, Borrow>> BorrowAsync(Universe universe, CancellationToken stop) =>
        Answer<IReadOnlyDictionary<Symbol, Borrow>>(() => new Dictionary<Symbol, Borrow>(Borrow));

    private async Task<T> Answer<T>(Func<T> answer)
    {
        Asked++;
        if (Hang is { } gate)
            await gate.Task;
        return Failure is null ? answer() : throw Failure;
    }
}
