using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Features;

/// <summary>
/// Every feature of one decision: one contiguous column per feature over the universe (NaN = not enough history or no
/// source, never 0), the returns that covariances need, and what is true of the whole market.
/// </summary>
public sealed class FeatureTable
{
    private readonly double[] values;
    private readonly PriceDoubt?[] doubts;

    internal FeatureTable(DateTimeOffset asOf, Universe universe)
    {
        AsOf = asOf;
        Universe = universe;
        values = GC.AllocateUninitializedArray<double>(universe.Count * FeatureNames.Count);
        Array.Fill(values, double.NaN);
        Price = new double[universe.Count];
        Array.Fill(Price, double.NaN);
        SinceClose = new double[universe.Count];
        Returns = new ReturnPanel(universe.Count);
        doubts = new PriceDoubt?[universe.Count];
    }

    public DateTimeOffset AsOf { get; }

    public Universe Universe { get; }

    public int Count => Universe.Count;

    public ReadOnlySpan<double> this[Feature feature] => values.AsSpan((int)feature * Count, Count);

    public double this[Feature feature, int row] => values[((int)feature * Count) + row];

    /// <summary>Last traded price, dollars: of today's last completed bar, else of the last session's close. NaN when neither is fresh.</summary>
    internal double[] Price { get; }

    public ReadOnlySpan<double> Prices => Price;

    /// <summary>
    /// How many shares of each of the universe's sectors have a price. A name that is not listed yet, or trades no more, is in
    /// no sector: a rule that counts names counts those that can be traded.
    /// </summary>
    public int[] PricedSharesBySector()
    {
        var shares = new int[Universe.Sectors.Count];
        for (var row = 0; row < Price.Length; row++)
            if (Universe[row].Kind == InstrumentKind.Share && !double.IsNaN(Price[row]))
                shares[Universe.SectorOfRow[row]]++;
        return shares;
    }

    /// <summary>
    /// Return from the last completed session's close to now, from the intraday series alone; 0 where today has no bar.
    /// With the daily closes it gives the return between any two moments, whatever splits and dividends lie between.
    /// </summary>
    internal double[] SinceClose { get; }

    public ReadOnlySpan<double> ReturnsSinceClose => SinceClose;

    public ReturnPanel Returns { get; }

    /// <summary>Why a row's prices can't be believed; null = they can.</summary>
    public PriceDoubt? DoubtOf(int row) => doubts[row];

    /// <summary>
    /// Takes back what was read off a row's prices, all but the last price and the dollars it trades: a name in doubt can
    /// still be sold, and to every other name it is as one without history.
    /// </summary>
    internal void Withdraw(int row, PriceDoubt doubt)
    {
        doubts[row] = doubt;
        for (var feature = Feature.Ret1; feature <= Feature.RelStrength; feature++)
            if (feature != Feature.Adv21)
                Column(feature)[row] = double.NaN;
        Returns.Forget(row);
        SinceClose[row] = 0;
    }

    /// <summary>Completed sessions that the daily columns end with, oldest first; empty without daily prices.</summary>
    public IReadOnlyList<DateOnly> Sessions { get; internal set; } = [];

    internal DailyPanel? Daily { get; set; }

    /// <summary>Adjusted close of a row in one of <see cref="Sessions"/>; NaN where it did not trade.</summary>
    public double Close(int row, int session) => Daily is { } daily ? daily.Closes(row)[session] : double.NaN;

    /// <summary>Today's session, when <see cref="AsOf"/> lies in one or after its close that day and intraday bars are there.</summary>
    public Session? Today { get; internal set; }

    /// <summary>15-minute bars of <see cref="Today"/> that were complete by <see cref="AsOf"/>.</summary>
    public int BarsCompleted { get; internal set; }

    public SourceGates Gates { get; internal set; } = SourceGates.Shut;

    /// <summary>Which source each feature was read from, and how old it was.</summary>
    public IReadOnlyList<FeatureInput> Inputs { get; internal set; } = [];

    public MarketFeatures Market { get; internal set; } = null!;

    /// <summary>What cash earns overnight, a fraction a year (<see cref="Macro.OvernightRate"/>).</summary>
    public double OvernightRate { get; internal set; }

    /// <summary>Ratios of companies; <see cref="FundamentalColumns.None"/> without a source of them.</summary>
    public FundamentalColumns Fundamentals { get; internal set; } = FundamentalColumns.None;

    internal Span<double> Column(Feature feature) => values.AsSpan((int)feature * Count, Count);

    /// <summary>All columns behind one another, in the order of <see cref="Feature"/>.</summary>
    internal ReadOnlySpan<double> All => values;
}
