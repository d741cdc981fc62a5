using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>What a synthetic session left behind, columns by row of the universe.</summary>
internal sealed class SyntheticSession(Session session, int symbols)
{
    public Session Session { get; } = session;

    public double[] Open { get; } = new double[symbols];
    public double[] High { get; } = new double[symbols];
    public double[] Low { get; } = new double[symbols];
    public double[] Close { get; } = new double[symbols];
    public double[] Volume { get; } = new double[symbols];

    /// <summary>At the open and at each bar's end.</summary>
    public required IReadOnlyList<VixClose> Vix { get; init; }

    /// <summary>Published after the close before and up to this session's close, oldest first.</summary>
    public required IReadOnlyList<NewsArticle> News { get; init; }

    /// <summary>The long bond's return, for the macro series.</summary>
    public required double RatesReturn { get; init; }

    public void Add(SessionBars bars)
    {
        for (var row = 0; row < Open.Length; row++)
        {
            var first = SessionBars.Cell(row, 0);
            (Open[row], High[row], Low[row], Close[row]) = (double.NaN, double.MinValue, double.MaxValue, double.NaN);
            for (var cell = first; cell < first + SessionBars.Slots; cell++)
            {
                if (double.IsNaN(bars.Close[cell]))
                    continue;
                if (double.IsNaN(Open[row]))
                    Open[row] = bars.Open[cell];
                High[row] = Math.Max(High[row], bars.High[cell]);
                Low[row] = Math.Min(Low[row], bars.Low[cell]);
                Close[row] = bars.Close[cell];
                Volume[row] += bars.Volume[cell];
            }
        }
    }
}
