namespace QuantFund.Core.Domain;

/// <summary>Which strategies count, chosen by the regime.</summary>
public enum FundMode
{
    Intraday,
    Position,
    Hybrid,
}
