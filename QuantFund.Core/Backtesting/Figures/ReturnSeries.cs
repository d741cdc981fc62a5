namespace QuantFund.Core.Backtesting.Figures;

/// <summary>
/// Daily returns of what was worth something on each day of a backtest, raw and over the overnight rate of the nights before
/// each session, fractions; the first day has none. Empty once a value is zero or less: nothing is a fraction of that.
/// </summary>
internal sealed record ReturnSeries(double[] Raw, double[] Excess)
{
    public static ReturnSeries Of(IReadOnlyList<double> values, IReadOnlyList<BacktestDay> days)
    {
        if (values.Any(v => !(v > 0)))
            return new ReturnSeries([], []);
        var raw = new double[values.Count - 1];
        var excess = new double[raw.Length];
        for (var i = 0; i < raw.Length; i++)
        {
            raw[i] = (values[i + 1] / values[i]) - 1;
            excess[i] = raw[i] - days[i + 1].Overnight;
        }
        return new ReturnSeries(raw, excess);
    }
}
