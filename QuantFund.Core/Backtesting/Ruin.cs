using System.Globalization;

namespace QuantFund.Core.Backtesting;

/// <summary>A fund without equity is over: no broker would let it go on, and no figure of what follows would mean anything.</summary>
internal static class Ruin
{
    /// <summary>What is said of a day that leaves no equity; null for any other.</summary>
    public static BacktestNote? Of(BacktestDay day) =>
        day.Equity > 0m
            ? null
            : new BacktestNote(
                day.Date,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Ruined: equity is {day.Equity:N2} dollars at the close. The run ends here."
                )
            );
}
