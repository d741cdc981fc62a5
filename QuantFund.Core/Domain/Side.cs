namespace QuantFund.Core.Domain;

public enum Side
{
    Buy,
    Sell,
}
