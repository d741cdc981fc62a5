namespace QuantFund.Core.Risk;

/// <summary>How far down the drawdown ladder the fund stands.</summary>
public enum Rung
{
    None,
    First,
    Second,
    Third,
}

/// <summary>
/// The drawdown ladder's memory, kept across restarts. <paramref name="HighWaterMark"/> in dollars;
/// <paramref name="Rung"/> is the deepest rung that has acted and not been re-armed.
/// </summary>
public sealed record LadderState(decimal HighWaterMark, decimal PreviousHighWaterMark, Rung Rung)
{
    public static LadderState Start(decimal equity) => new(equity, equity, Rung.None);

    /// <summary>Size of new risk: 1, .75 after the first rung, .5 from the second on (STRATEGIES, section F).</summary>
    public double Scale =>
        Rung switch
        {
            Rung.None => 1.0,
            Rung.First => 0.75,
            _ => 0.5,
        };
}

/// <summary>What a rung asks for, once, as it is reached.</summary>
public abstract record LadderAct(Rung Rung, double Drawdown)
{
    /// <summary>First rung: an alert; new risk is taken at .75 of its size.</summary>
    public sealed record Warn(double Drawdown) : LadderAct(Rung.First, Drawdown);

    /// <summary>Second rung: cut gross by <paramref name="CutFraction"/> now, then only reductions.</summary>
    public sealed record CutAndReduceOnly(double Drawdown, double CutFraction) : LadderAct(Rung.Second, Drawdown);

    /// <summary>Third rung: cut gross by <paramref name="CutFraction"/> now, halt when the cut is done.</summary>
    public sealed record CutAndHalt(double Drawdown, double CutFraction) : LadderAct(Rung.Third, Drawdown);
}
