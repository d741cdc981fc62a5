using QuantFund.Core.Fund.Views;

namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>
/// A point of equity. Its time is a number on both databases, microseconds since 1970, so that one query buckets it on
/// either. A fraction that is not finite (no equity) is null: SQLite has no other way to say it.
/// </summary>
internal sealed class EquityRow
{
    public long Micros { get; set; }
    public decimal Equity { get; set; }
    public double? Drawdown { get; set; }
    public double? Gross { get; set; }
    public double? Net { get; set; }

    public void Take(EquityPoint point) =>
        (Equity, Drawdown, Gross, Net) = (point.Equity, Finite(point.Drawdown), Finite(point.Gross), Finite(point.Net));

    public EquityPoint ToPoint() =>
        new(UtcMicros.ToTime(Micros), Equity, Drawdown ?? double.NaN, Gross ?? double.NaN, Net ?? double.NaN);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
