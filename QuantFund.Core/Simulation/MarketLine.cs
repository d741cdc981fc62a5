using QuantFund.Core.Domain;

namespace QuantFund.Core.Simulation;

/// <summary>
/// One name at one moment, as orders meet it: the quote, the current bar's low and high (dollars) and volume (shares),
/// when the bar started, and which drawing of displayed sizes the quote shows.
/// </summary>
public sealed record MarketLine(
    Quote Quote,
    decimal Low,
    decimal High,
    decimal BarVolume,
    DateTimeOffset BarStart,
    int Bin
);
