using QuantFund.Core.Statistics;

namespace QuantFund.Core.Learning;

/// <summary>
/// Daily returns of a paper book over the overnight rate, added up: what its Sharpe ratio is made of. A book on paper holds
/// no cash that earns; what it is in long is what it borrows, so the rate on its longs comes off its return.
/// </summary>
public sealed record ExcessReturns(int Days, double Sum, double Squares)
{
    public static ExcessReturns None { get; } = new(0, 0, 0);

    /// <summary>NaN below 20 days and for a series that does not move.</summary>
    public double Sharpe => SharpeRatio.OfSums(Days, Sum, Squares);

    public ExcessReturns With(double excess) => new(Days + 1, Sum + excess, Squares + (excess * excess));
}
