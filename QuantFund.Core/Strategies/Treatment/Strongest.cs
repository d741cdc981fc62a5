namespace QuantFund.Core.Strategies.Treatment;

/// <summary>
/// The strongest names by absolute conviction, so that blended weights stay worth trading: 40, or 20 a side for neutral
/// strategies; ties go to the higher adv_21, then to the symbol. Source: STRATEGIES, section C.
/// </summary>
public static class Strongest
{
    public const int Names = 40;
    public const int NamesPerSide = 20;

    /// <summary>Fills <paramref name="chosen"/> with rows, strongest first, and gives their number. NaN convictions are passed over.</summary>
    /// <param name="convictions">Convictions.</param>
    /// <param name="liquidity">adv_21; NaN counts as least.</param>
    /// <param name="sign">1 or −1: only that side; 0: both.</param>
    /// <param name="chosen">Its length is the most that are chosen.</param>
    public static int Choose(
        ReadOnlySpan<double> convictions,
        ReadOnlySpan<double> liquidity,
        int sign,
        Span<int> chosen
    )
    {
        var count = 0;
        for (var row = 0; row < convictions.Length; row++)
        {
            var conviction = convictions[row];
            if (double.IsNaN(conviction) || (sign != 0 && Math.Sign(conviction) != sign))
                continue;
            if (count == chosen.Length && !Beats(row, chosen[count - 1], convictions, liquidity))
                continue;
            var at = count < chosen.Length ? count++ : count - 1;
            while (at > 0 && Beats(row, chosen[at - 1], convictions, liquidity))
                chosen[at] = chosen[--at];
            chosen[at] = row;
        }
        return count;
    }

    private static bool Beats(int row, int other, ReadOnlySpan<double> convictions, ReadOnlySpan<double> liquidity)
    {
        var byConviction = Math.Abs(convictions[row]).CompareTo(Math.Abs(convictions[other]));
        if (byConviction != 0)
            return byConviction > 0;
        var byLiquidity = liquidity[row].CompareTo(liquidity[other]);
        return byLiquidity != 0 ? byLiquidity > 0 : row < other;
    }
}
