using System.Collections.Frozen;
using QuantFund.Core.Backtesting.Figures;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Features.Macro;
using QuantFund.Core.Strategies.Treatment;

namespace QuantFund.Core.Backtesting;

/// <summary>
/// Cash and positions of a backtest, each flow on its own line. Cash beyond what the shorts are worth earns the overnight
/// rate; proceeds of short sales earn nothing; a debt costs the rate and a margin of 1.5%. Actual days over 360.
/// </summary>
internal sealed class BacktestAccount(decimal capital, Attribution attribution)
{
    public const double DebtMargin = 0.015;
    private readonly Dictionary<Symbol, Position> positions = [];
    private readonly Dictionary<Symbol, decimal> marks = [];
    private readonly Dictionary<Symbol, decimal> realized = [];
    private decimal pricePnl;
    private decimal tradingCost;
    private decimal fees;
    private decimal borrow;
    private decimal interest;
    private decimal traded;
    private decimal lastEquity = capital;
    private decimal peak = capital;

    public decimal Cash { get; private set; } = capital;

    /// <summary>Positions that were closed.</summary>
    public ClosedTrades Trades { get; private set; } = ClosedTrades.None;

    public IReadOnlyDictionary<Symbol, Position> Positions => positions;

    public decimal Equity => Cash + positions.Values.Sum(p => p.Quantity * marks[p.Symbol]);

    public decimal MarkOf(Symbol symbol) => marks[symbol];

    public Book Book(DateTimeOffset asOf) =>
        new(asOf, Cash, positions.ToFrozenDictionary(), positions.Keys.ToFrozenDictionary(s => s, s => marks[s]))
        {
            Trades = Trades,
        };

    /// <summary>
    /// What the book as it is held was forecast to move by, a fraction a year, from returns that were known; NaN for an empty
    /// book or one without equity.
    /// </summary>
    public double Forecast(Universe universe, ReturnPanel returns)
    {
        var equity = Equity;
        if (positions.Count == 0 || equity <= 0m)
            return double.NaN;
        var weights = new double[universe.Count];
        foreach (var position in positions.Values)
            weights[universe.IndexOf(position.Symbol)] = (double)(position.Quantity * marks[position.Symbol] / equity);
        return PortfolioVolatility.Of(weights, returns);
    }

    /// <summary>Interest and borrow fees of the nights up to a session, on the book as it was left.</summary>
    /// <param name="nights">Calendar days.</param>
    /// <param name="rate">Overnight rate, a fraction a year.</param>
    /// <param name="feeOf">Annual borrow fee of a name, a fraction.</param>
    public void Finance(int nights, double rate, Func<Symbol, double> feeOf)
    {
        var years = nights / OvernightRate.DaysOfYear;
        var shorts = 0m;
        var fee = 0m;
        foreach (var position in positions.Values)
        {
            if (position.Quantity >= 0m)
            {
                attribution.Funded(
                    position.Symbol,
                    Dollars.Of((double)(position.Quantity * marks[position.Symbol]) * rate * years)
                );
                continue;
            }
            var value = -position.Quantity * marks[position.Symbol];
            shorts += value;
            var own = Dollars.Of((double)value * feeOf(position.Symbol) * years);
            attribution.Borrowed(position.Symbol, own);
            fee += own;
        }
        var earned = Dollars.Of(
            Cash < 0m ? (double)Cash * (rate + DebtMargin) * years : (double)Math.Max(0m, Cash - shorts) * rate * years
        );
        borrow += fee;
        interest += earned;
        Cash += earned - fee;
    }

    public void Fill(BacktestTrade trade)
    {
        var held = positions.GetValueOrDefault(trade.Symbol) ?? new Position(trade.Symbol, 0m, 0m);
        var after = held.Quantity + trade.Signed;
        Cash -= (trade.Signed * trade.Price) + trade.Excess + trade.Fees;
        traded += trade.Quantity * trade.Price;
        tradingCost += trade.TradingCost;
        fees += trade.Fees;
        // From the last mark to the open the old quantity earned; from the open on, the new one.
        if (held.Quantity != 0m)
            Earn(trade.Symbol, held.Quantity * (trade.Open - marks[trade.Symbol]));
        attribution.Traded(trade, after);
        (Trades, realized[trade.Symbol]) = Trades.After(
            realized.GetValueOrDefault(trade.Symbol),
            held,
            trade.Signed,
            trade.Price
        );
        marks[trade.Symbol] = trade.Open;
        if (after == 0m)
        {
            positions.Remove(trade.Symbol);
            return;
        }
        positions[trade.Symbol] = held.After(trade.Signed, trade.Price);
    }

    public void Mark(Symbol symbol, decimal price)
    {
        Earn(symbol, positions[symbol].Quantity * (price - marks[symbol]));
        marks[symbol] = price;
    }

    /// <summary>A position goes on in another price series: as much worth of it at another price.</summary>
    /// <param name="symbol">A name that is held.</param>
    /// <param name="mark">Its price in the other series.</param>
    public void Restate(Symbol symbol, decimal mark)
    {
        var held = positions[symbol];
        var worth = held.Quantity * marks[symbol];
        // As many places as trades.csv shows, so that a reader who adds it up finds the same cash.
        var quantity = Math.Round(worth / mark, 4);
        positions[symbol] = new Position(symbol, quantity, held.AveragePrice * mark / marks[symbol]);
        marks[symbol] = mark;
        Earn(symbol, (quantity * mark) - worth);
    }

    private void Earn(Symbol symbol, decimal pnl)
    {
        pricePnl += pnl;
        attribution.Earned(symbol, pnl);
    }

    /// <summary>Ends a session: its lines, and new ones from here.</summary>
    /// <param name="date">Of the session.</param>
    /// <param name="regime">In which it was decided upon; empty before the first decision.</param>
    /// <param name="benchmark">Close of the market's fund.</param>
    /// <param name="unproven">Part of equity that rests on prices in doubt: it makes no peak.</param>
    /// <exception cref="InvalidOperationException">The lines don't add up to the change of equity: a defect.</exception>
    public BacktestDay Close(DateOnly date, string regime, double? benchmark, decimal unproven = 0m)
    {
        var equity = Equity;
        var explained = pricePnl - tradingCost - fees - borrow + interest;
        if (Math.Abs(equity - lastEquity - explained) > 0.0001m)
            throw new InvalidOperationException(
                $"{date:yyyy-MM-dd}: equity changed by {equity - lastEquity}, its lines add up to {explained}."
            );
        peak = Math.Max(peak, equity - unproven);
        var day = new BacktestDay(
            date,
            equity,
            Cash,
            positions.Values.Where(p => p.Quantity > 0m).Sum(p => p.Quantity * marks[p.Symbol]),
            positions.Values.Where(p => p.Quantity < 0m).Sum(p => p.Quantity * marks[p.Symbol]),
            Risk.DrawdownLadder.Drawdown(peak, equity),
            traded,
            pricePnl,
            tradingCost,
            fees,
            borrow,
            interest,
            regime,
            benchmark
        );
        attribution.Close(lastEquity);
        lastEquity = equity;
        pricePnl = tradingCost = fees = borrow = interest = traded = 0m;
        return day;
    }

    /// <summary>A statistic becomes money: to the hundredth of a cent.</summary>
}
