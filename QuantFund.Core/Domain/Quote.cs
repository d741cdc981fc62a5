namespace QuantFund.Core.Domain;

/// <summary>Best bid and offer at a moment of market time: dollars a share, sizes in shares.</summary>
public sealed record Quote(
    Symbol Symbol,
    decimal Bid,
    decimal Ask,
    decimal BidSize,
    decimal AskSize,
    DateTimeOffset Time
)
{
    /// <summary>Age up to which a quote says what a trade would be done at.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(15);

    public decimal Mid => (Bid + Ask) / 2m;

    /// <summary>(ask − bid)/mid in basis points.</summary>
    public double SpreadBps => Mid == 0m ? double.NaN : (double)((Ask - Bid) / Mid) * 10_000;
}
