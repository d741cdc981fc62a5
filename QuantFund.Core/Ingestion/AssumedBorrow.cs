using QuantFund.Core.Domain;

namespace QuantFund.Core.Ingestion;

/// <summary>
/// Recorded history says nothing of borrowing: names that trade $50M a day are taken to be easy to borrow, at a fee of .3% a
/// year, any other hard, at 3%.
/// </summary>
public static class AssumedBorrow
{
    public const double EasyDollarVolume = 50e6;

    /// <param name="symbol">The name.</param>
    /// <param name="dailyDollarVolume">Mean of close times volume; NaN where unknown.</param>
    public static Borrow Of(Symbol symbol, double dailyDollarVolume)
    {
        var easy = dailyDollarVolume >= EasyDollarVolume;
        return new Borrow(symbol, Tradable: true, easy, easy ? 0.003 : 0.03);
    }
}
