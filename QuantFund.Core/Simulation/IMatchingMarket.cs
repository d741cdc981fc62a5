using QuantFund.Core.Domain;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Simulation;

/// <summary>The market at one moment, for the matching engine.</summary>
public interface IMatchingMarket
{
    DateTimeOffset Now { get; }

    bool IsOpen { get; }

    bool Knows(Symbol symbol);

    bool IsHalted(Symbol symbol);

    /// <summary>Null while the name has no quote: the market is closed, the name halted or not trading.</summary>
    MarketLine? Line(Symbol symbol);

    /// <summary>Dollars a share in whole cents: the quote's middle, else the last price known; null when none ever was.</summary>
    decimal? Mark(Symbol symbol);

    Borrow BorrowOf(Symbol symbol);
}
