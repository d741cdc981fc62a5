namespace QuantFund.Core.Domain.Instruments;

public enum InstrumentKind
{
    Share,
    Etf,
}

/// <summary>A thing that can be traded, and the facts about it that don't change from day to day.</summary>
public sealed record Instrument(Symbol Symbol, string Name, Sector Sector, InstrumentKind Kind);
