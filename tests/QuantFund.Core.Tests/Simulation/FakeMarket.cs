using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Simulation;

namespace QuantFund.Core.Tests.Simulation;

/// <summary>A market that says what a test tells it to.</summary>
internal sealed class FakeMarket : IMatchingMarket
{
    private readonly Dictionary<Symbol, MarketLine> lines = [];
    private readonly HashSet<Symbol> known = [];

    public static readonly DateTimeOffset Open = NyseCalendar.Instance.SessionOn(new(2026, 1, 5))!.Open;

    public DateTimeOffset Now { get; set; } = Open;

    public bool IsOpen { get; set; } = true;

    public HashSet<Symbol> Halted { get; } = [];

    public HashSet<Symbol> HardToBorrow { get; } = [];

    /// <summary>Sets a name's quote; the bar spans a dollar around it unless told.</summary>
    public FakeMarket Quote(
        string name,
        decimal bid,
        decimal ask,
        decimal size = 1_000,
        decimal? low = null,
        decimal? high = null,
        decimal barVolume = 1_000_000,
        int bin = 0
    )
    {
        var symbol = Symbol.Parse(name);
        known.Add(symbol);
        var quote = new Quote(symbol, bid, ask, size, size, Now);
        lines[symbol] = new MarketLine(quote, low ?? bid - .5m, high ?? ask + .5m, barVolume, Open, bin);
        return this;
    }

    public bool Knows(Symbol symbol) => known.Contains(symbol);

    public bool IsHalted(Symbol symbol) => Halted.Contains(symbol);

    public MarketLine? Line(Symbol symbol) => IsOpen ? lines.GetValueOrDefault(symbol) : null;

    public decimal? Mark(Symbol symbol) =>
        lines.TryGetValue(symbol, out var line)
            ? decimal.Round(line.Quote.Mid, 2, MidpointRounding.AwayFromZero)
            : null;

    public Borrow BorrowOf(Symbol symbol) => new(symbol, true, !HardToBorrow.Contains(symbol), .003);
}
