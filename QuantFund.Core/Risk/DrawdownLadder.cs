using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk;

/// <summary>
/// The drawdown ladder: 5% → size × .75; 8% → gross cut by 30%, only reductions; 10% → gross cut by 50%, halted. Each
/// rung acts once. The first re-arms when equity has recovered half of its drawdown; the others last until a person
/// resumes. Pure: called with every mark of equity. Source: STRATEGIES, section F.
/// </summary>
public static class DrawdownLadder
{
    public const double SecondRungCut = 0.30;
    public const double ThirdRungCut = 0.50;

    /// <summary>Positive fraction below the high-water mark; 0 at or above it.</summary>
    public static double Drawdown(decimal highWaterMark, decimal equity) =>
        highWaterMark <= 0m || equity >= highWaterMark ? 0 : (double)(1m - (equity / highWaterMark));

    /// <summary>One mark of equity (dollars). The act is null when no rung is newly reached; a jump past several acts once, as the deepest.</summary>
    /// <param name="state">Where the ladder stands.</param>
    /// <param name="equity">Equity at the marks.</param>
    /// <param name="options">The rungs.</param>
    /// <param name="unproven">Part of equity that rests on prices in doubt, dollars: it raises no high-water mark.</param>
    public static (LadderState State, LadderAct? Act) Step(
        LadderState state,
        decimal equity,
        RiskOptions options,
        decimal unproven = 0m
    )
    {
        if (equity - unproven > state.HighWaterMark)
            state = state with { HighWaterMark = equity - unproven };
        var drawdown = Drawdown(state.HighWaterMark, equity);
        var reached = Reached(drawdown, options);
        if (reached > state.Rung)
            return (state with { Rung = reached }, ActOf(reached, drawdown));
        if (state.Rung == Rung.First && Tolerance.AtMost(drawdown, options.FirstRungDrawdown / 2))
            state = state with { Rung = Rung.None };
        return (state, null);
    }

    /// <summary>A person resumes: the high-water mark starts anew at present equity, the old one is kept, every rung is armed.</summary>
    public static LadderState Resume(LadderState state, decimal equity) => new(equity, state.HighWaterMark, Rung.None);

    private static Rung Reached(double drawdown, RiskOptions options) =>
        Tolerance.AtLeast(drawdown, options.ThirdRungDrawdown) ? Rung.Third
        : Tolerance.AtLeast(drawdown, options.SecondRungDrawdown) ? Rung.Second
        : Tolerance.AtLeast(drawdown, options.FirstRungDrawdown) ? Rung.First
        : Rung.None;

    private static LadderAct ActOf(Rung rung, double drawdown) =>
        rung switch
        {
            Rung.First => new LadderAct.Warn(drawdown),
            Rung.Second => new LadderAct.CutAndReduceOnly(drawdown, SecondRungCut),
            Rung.Third => new LadderAct.CutAndHalt(drawdown, ThirdRungCut),
            _ => throw new ArgumentOutOfRangeException(nameof(rung), rung, "No act belongs to this rung."),
        };
}
