namespace QuantFund.Core.Domain;

/// <summary>Shares held of one symbol: negative when short. Average price is what the open shares cost, dollars a share.</summary>
public sealed record Position(Symbol Symbol, decimal Quantity, decimal AveragePrice);
