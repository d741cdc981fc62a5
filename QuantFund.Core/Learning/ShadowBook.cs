using QuantFund.Core.Domain;

namespace QuantFund.Core.Learning;

/// <summary>One holding of a shadow book, and the moment of its last mark.</summary>
public sealed record ShadowHolding(Symbol Symbol, double Weight, DateOnly After, double SinceClose);

/// <summary>
/// A strategy's proposals traded on paper with costs, as if it had all the capital. Equity starts at 1;
/// <paramref name="DayStart"/>: equity at the first mark of the session; <paramref name="Volatility"/>: forecast when the
/// holdings were set, a fraction a year. Sums over <paramref name="Days"/> daily returns give mean and deviation.
/// </summary>
public sealed record ShadowBook(
    double Equity,
    double Peak,
    double DayStart,
    double Volatility,
    double WorstDrawdown,
    int Days,
    double DaySum,
    double DaySquares,
    IReadOnlyList<ShadowHolding> Holdings
)
{
    public static ShadowBook Empty { get; } = new(1, 1, 1, 0, 0, 0, 0, 0, []);

    /// <summary>The largest forecast of what was held earlier in the session and is held no more.</summary>
    public double GivenUpVolatility { get; init; }

    /// <summary>The largest forecast of what was held in the session so far: a book that is flat by its close was not flat all day.</summary>
    public double DayVolatility => Math.Max(Volatility, GivenUpVolatility);

    /// <summary>Positive fraction below the peak.</summary>
    public double Drawdown => Peak > 0 ? Math.Max(0, 1 - (Equity / Peak)) : 0;

    /// <summary>Its days over the overnight rate.</summary>
    public ExcessReturns Excess { get; init; } = ExcessReturns.None;

    /// <summary>Of its returns over the overnight rate; NaN below 20 days and for a series that does not move.</summary>
    public double Sharpe => Excess.Sharpe;

    /// <summary>The book after a return of its holdings, a fraction of equity.</summary>
    public ShadowBook Moved(double change)
    {
        var equity = Equity * (1 + change);
        var peak = Math.Max(Peak, equity);
        return this with { Equity = equity, Peak = peak, WorstDrawdown = Math.Max(WorstDrawdown, 1 - (equity / peak)) };
    }

    /// <summary>What is held long, a fraction of equity.</summary>
    public double Long
    {
        get
        {
            var sum = 0.0;
            foreach (var holding in Holdings)
                sum += Math.Max(0, holding.Weight);
            return sum;
        }
    }

    /// <summary>Closes the day: its return, and the book at the start of the next.</summary>
    /// <param name="forgone">What cash would have earned on the longs held over the nights before, a fraction.</param>
    public (double Return, ShadowBook Book) DayClosed(double forgone = 0)
    {
        var change = (Equity / DayStart) - 1;
        return (
            change,
            this with
            {
                DayStart = Equity,
                GivenUpVolatility = 0,
                Days = Days + 1,
                DaySum = DaySum + change,
                DaySquares = DaySquares + (change * change),
                Excess = Excess.With(change - forgone),
            }
        );
    }
}
