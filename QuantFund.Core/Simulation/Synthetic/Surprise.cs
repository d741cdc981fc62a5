namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>
/// A jump of one name. <paramref name="Slot"/> −1 is overnight. With <paramref name="Halts"/> the name is halted while that
/// quarter hour lasts and reopens at the new price.
/// </summary>
internal readonly record struct Surprise(int Row, int Slot, double Size, bool Halts);
