using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Backtesting.Figures;

/// <summary>
/// What one strategy brought, dollars: net = price P&amp;L − trading cost − fees − borrow. <paramref name="Trades"/> counts
/// those that it had part in; <paramref name="Spoke"/> the decisions in which it proposed anything;
/// <paramref name="Silence"/> why it said nothing, where it never did.
/// </summary>
public sealed record StrategyResult(
    string Strategy,
    decimal PricePnl,
    decimal TradingCost,
    decimal Fees,
    decimal Borrow,
    int Trades,
    int Spoke,
    string? Silence
)
{
    public decimal Net => PricePnl - TradingCost - Fees - Borrow;

    /// <summary>
    /// Each session's net over the equity before it, less what the cash in its longs would have earned overnight: returns over
    /// the overnight rate, fractions of the whole fund's equity.
    /// </summary>
    public IReadOnlyList<double> Excess { get; init; } = [];
}

/// <summary>
/// Splits the P&amp;L of each position among the strategies that wanted it: those that asked for the side on which it is
/// held, in proportion to what each asked for when it was last traded; nobody else has part in it. The parts of every
/// amount add up to it exactly. What a trade costs goes to those whose part of the position it made larger or smaller, by how
/// much: who leaves pays for leaving, and who stays does not.
/// </summary>
internal sealed class Attribution
{
    /// <summary>Takes what no strategy wanted; always zero unless a book begins with positions.</summary>
    public const string Nobody = "none";

    private readonly Dictionary<Symbol, (string Strategy, decimal Share)[]> owners = [];
    private readonly Dictionary<Symbol, (string Strategy, decimal Share)[]> wanted = [];
    private readonly Dictionary<string, Sums> sums = new(StringComparer.Ordinal);
    private int sessions;

    /// <summary>Hears who wanted each name of a plan.</summary>
    public void Decided(TargetBook targets, IEnumerable<Symbol> traded)
    {
        foreach (var proposal in targets.Proposals)
        {
            var own = Of(proposal.Profile.Id.Value);
            if (proposal.Speaks)
                own.Spoke++;
            // What silences a strategy in its hours says more than that they are over.
            else if (own.Silence is null || !proposal.Reasons.Contains(Abstention.SessionOver))
                own.Silence = proposal.Silence ?? "It found nothing to propose.";
        }
        wanted.Clear();
        foreach (var symbol in traded)
        {
            var holders = targets.Holders(targets.Universe.IndexOf(symbol));
            var net = holders.Sum(h => h.Weight);
            var side = holders.Where(h => h.Weight * net > 0).ToList();
            var gross = side.Sum(h => Math.Abs(h.Weight));
            if (gross > 0)
                wanted[symbol] =
                [
                    .. side.Select(h => (h.Strategy.Value, Math.Round((decimal)(Math.Abs(h.Weight) / gross), 6))),
                ];
        }
    }

    /// <summary>A position earned or lost by a price.</summary>
    public void Earned(Symbol symbol, decimal pnl) => Split(OwnersOf(symbol), pnl, (s, part) => s.PricePnl += part);

    /// <summary>A short paid for its loan.</summary>
    public void Borrowed(Symbol symbol, decimal fee) => Split(OwnersOf(symbol), fee, (s, part) => s.Borrow += part);

    /// <summary>What the cash in a long would have earned: no line of the account, but no skill of the strategy either.</summary>
    public void Funded(Symbol symbol, decimal forgone) =>
        Split(OwnersOf(symbol), forgone, (s, part) => s.Forgone += part);

    /// <summary>Ends a session.</summary>
    /// <param name="equity">Before it, dollars.</param>
    public void Close(decimal equity)
    {
        foreach (var own in sums.Values)
            own.Close(equity, sessions);
        sessions++;
    }

    /// <summary>A trade; its position before it has earned already.</summary>
    public void Traded(BacktestTrade trade, decimal quantityAfter)
    {
        var own =
            wanted.GetValueOrDefault(trade.Symbol) is { } asked && quantityAfter != 0m ? asked : OwnersOf(trade.Symbol);
        var movers = MoversOf(trade, quantityAfter, own);
        Split(movers, trade.TradingCost, (s, part) => s.TradingCost += part);
        Split(movers, trade.Fees, (s, part) => s.Fees += part);
        foreach (var (strategy, _) in movers)
            Of(strategy).Trades++;
        if (quantityAfter == 0m)
            owners.Remove(trade.Symbol);
        else
            owners[trade.Symbol] = own;
    }

    /// <summary>Whose a position is.</summary>
    public IReadOnlyList<string> Owners(Symbol symbol) => [.. OwnersOf(symbol).Select(o => o.Strategy)];

    public IReadOnlyList<StrategyResult> Results() =>
        [
            .. sums.OrderBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => new StrategyResult(
                    s.Key,
                    s.Value.PricePnl,
                    s.Value.TradingCost,
                    s.Value.Fees,
                    s.Value.Borrow,
                    s.Value.Trades,
                    s.Value.Spoke,
                    s.Value.Spoke == 0 ? s.Value.Silence : null
                )
                {
                    Excess = s.Value.Excess,
                }),
        ];

    /// <summary>Those whose part of the position a trade moved in its own direction, by how much it did.</summary>
    private (string Strategy, decimal Share)[] MoversOf(
        BacktestTrade trade,
        decimal quantityAfter,
        (string Strategy, decimal Share)[] after
    )
    {
        var quantityBefore = quantityAfter - trade.Signed;
        var before = owners.GetValueOrDefault(trade.Symbol) ?? [];
        var moved = after
            .Select(a => (a.Strategy, Part: a.Share * quantityAfter))
            .Concat(before.Select(b => (b.Strategy, Part: -b.Share * quantityBefore)))
            .GroupBy(p => p.Strategy, p => p.Part, StringComparer.Ordinal)
            .Select(g => (Strategy: g.Key, Part: g.Sum()))
            .Where(m => m.Part * trade.Signed > 0m)
            .ToList();
        var all = moved.Sum(m => m.Part);
        return all == 0m ? after : [.. moved.Select(m => (m.Strategy, Math.Round(m.Part / all, 6)))];
    }

    private (string Strategy, decimal Share)[] OwnersOf(Symbol symbol) =>
        owners.GetValueOrDefault(symbol) ?? wanted.GetValueOrDefault(symbol) ?? [(Nobody, 1m)];

    private void Split((string Strategy, decimal Share)[] among, decimal amount, Action<Sums, decimal> add)
    {
        var left = amount;
        for (var i = 0; i < among.Length; i++)
        {
            var part = i == among.Length - 1 ? left : Math.Round(amount * among[i].Share, 6);
            left -= part;
            add(Of(among[i].Strategy), part);
        }
    }

    private Sums Of(string strategy)
    {
        if (!sums.TryGetValue(strategy, out var own))
            sums[strategy] = own = new Sums();
        return own;
    }

    private sealed class Sums
    {
        public decimal PricePnl { get; set; }
        public decimal TradingCost { get; set; }
        public decimal Fees { get; set; }
        public decimal Borrow { get; set; }
        public int Trades { get; set; }
        public int Spoke { get; set; }
        public string? Silence { get; set; }
        public decimal Forgone { get; set; }
        public List<double> Excess { get; } = [];

        private decimal before;

        /// <summary>Sessions before its first word count as nothing earned.</summary>
        public void Close(decimal equity, int sessions)
        {
            while (Excess.Count < sessions)
                Excess.Add(0);
            var now = PricePnl - TradingCost - Fees - Borrow - Forgone;
            Excess.Add(equity > 0m ? (double)((now - before) / equity) : 0);
            before = now;
        }
    }
}
