namespace QuantFund.Core.Features.Macro;

/// <summary>A composite in (−1, 1): tanh of the mean of the z-scores that are known; NaN when none is. Source: STRATEGIES, section B.</summary>
public static class MacroComposite
{
    public static (double Value, MacroBasis Basis) Of(
        string name,
        DateOnly today,
        params ReadOnlySpan<MacroInput> inputs
    )
    {
        var used = new List<string>();
        var sum = 0.0;
        var oldest = double.NaN;
        foreach (var input in inputs)
        {
            if (!input.IsKnown)
                continue;
            used.Add(input.Name);
            sum += input.Score;
            var age = today.DayNumber - input.Period.DayNumber;
            oldest = double.IsNaN(oldest) ? age : Math.Max(oldest, age);
        }
        return (used.Count == 0 ? double.NaN : Math.Tanh(sum / used.Count), new MacroBasis(name, used, oldest));
    }
}
