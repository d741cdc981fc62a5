using System.Buffers;
using System.Numerics.Tensors;
using QuantFund.Core.Features.Daily;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Features;

/// <summary>
/// Fills one symbol's daily features. A symbol's history is its own sessions with a bar: a missing session is skipped, not
/// filled. Without a bar in the last session everything stays NaN. A ticker that comes back after more than ten sessions
/// without a bar may be another company's: its history begins anew there.
/// </summary>
public static class DailyColumns
{
    /// <summary>Wilder's averages are seeded at the start of the history given (STRATEGIES, section B).</summary>
    public const int HistorySessions = 300;

    /// <summary>Sessions without a bar after which a ticker counts as a new instrument. Halts of a living one are shorter.</summary>
    public const int LongestGap = 10;

    /// <summary>The unexplained jump in the history that a row's features are read from; null = none.</summary>
    public static PriceDoubt? DoubtOf(DailyPanel panel, int sessions, int row)
    {
        var closes = panel.Closes(row)[..sessions];
        return sessions == 0 || double.IsNaN(closes[^1])
            ? null
            : PriceDoubt.Of(panel, row, Math.Max(LifeStart(closes), sessions - HistorySessions), sessions);
    }

    /// <summary>Index of the first bar after the last gap that is longer than <see cref="LongestGap"/>.</summary>
    internal static int LifeStart(ReadOnlySpan<double> closes)
    {
        if (!HasHole(closes))
            return 0;
        var later = closes.Length;
        for (var i = closes.Length - 1; i >= 0; i--)
        {
            if (double.IsNaN(closes[i]))
                continue;
            if (later - i - 1 > LongestGap)
                return later;
            later = i;
        }
        return 0;
    }

    /// <param name="table">Where to.</param>
    /// <param name="panel">Daily bars.</param>
    /// <param name="sessions">Sessions of the panel that were complete at the time of the decision.</param>
    /// <param name="row">The symbol.</param>
    /// <param name="market">SPY's row, −1 when it is not there.</param>
    internal static double Fill(FeatureTable table, DailyPanel panel, int sessions, int row, int market)
    {
        var closes = panel.Closes(row)[..sessions];
        if (sessions == 0 || double.IsNaN(closes[^1]))
            return double.NaN;
        var born = LifeStart(closes);
        table.Returns.Fill(row, closes[born..]);
        if (market >= 0)
            table.Column(Feature.Beta126)[row] = MarketBeta.Of(
                closes[born..],
                panel.Closes(market)[born..sessions],
                ReturnPanel.Length
            );

        var start = Math.Max(born, sessions - HistorySessions);
        closes = closes[start..];
        var highs = panel.Highs(row)[start..sessions];
        var lows = panel.Lows(row)[start..sessions];
        var volumes = panel.Volumes(row)[start..sessions];
        if (!HasHole(closes))
        {
            Fill(table, row, closes, highs, lows, volumes);
            return closes[^1];
        }
        var scratch = ArrayPool<double>.Shared.Rent(closes.Length * 4);
        var kept = 0;
        for (var i = 0; i < closes.Length; i++)
        {
            if (double.IsNaN(closes[i]))
                continue;
            scratch[kept] = closes[i];
            scratch[closes.Length + kept] = highs[i];
            scratch[(closes.Length * 2) + kept] = lows[i];
            scratch[(closes.Length * 3) + kept] = volumes[i];
            kept++;
        }
        Fill(
            table,
            row,
            scratch.AsSpan(0, kept),
            scratch.AsSpan(closes.Length, kept),
            scratch.AsSpan(closes.Length * 2, kept),
            scratch.AsSpan(closes.Length * 3, kept)
        );
        var last = scratch[kept - 1];
        ArrayPool<double>.Shared.Return(scratch);
        return last;
    }

    /// <summary>A sum with a missing value in it is missing.</summary>
    private static bool HasHole(ReadOnlySpan<double> closes) => double.IsNaN(TensorPrimitives.Sum(closes));

    private static void Fill(
        FeatureTable table,
        int row,
        ReadOnlySpan<double> closes,
        ReadOnlySpan<double> highs,
        ReadOnlySpan<double> lows,
        ReadOnlySpan<double> volumes
    )
    {
        table.Column(Feature.Ret1)[row] = SimpleReturn.Over(closes, 1);
        table.Column(Feature.Ret5)[row] = SimpleReturn.Over(closes, 5);
        table.Column(Feature.Ret21)[row] = SimpleReturn.Over(closes, 21);
        table.Column(Feature.Ret63)[row] = SimpleReturn.Over(closes, 63);
        table.Column(Feature.Ret126)[row] = SimpleReturn.Over(closes, 126);
        table.Column(Feature.Ret252)[row] = SimpleReturn.Over(closes, 252);
        table.Column(Feature.Mom12To1)[row] = Momentum.Since(closes, 252);
        table.Column(Feature.Mom6To1)[row] = Momentum.Since(closes, 126);
        table.Column(Feature.Vol21)[row] = Volatility.Annual(closes, 21);
        table.Column(Feature.Vol63)[row] = Volatility.Annual(closes, 63);
        table.Column(Feature.Sma20)[row] = MovingAverage.Of(closes, 20);
        table.Column(Feature.Sma50)[row] = MovingAverage.Of(closes, 50);
        table.Column(Feature.Sma200)[row] = MovingAverage.Of(closes, 200);
        table.Column(Feature.Z20)[row] = CloseZScore.Of(closes, 20);
        table.Column(Feature.Rsi14)[row] = RelativeStrengthIndex.Of(closes, 14);
        table.Column(Feature.Atr14)[row] = AverageTrueRange.Of(highs, lows, closes, 14);
        table.Column(Feature.Adv21)[row] = DollarVolume.Average(closes, volumes, 21);
        table.Column(Feature.High252)[row] = HighRatio.Of(closes, highs, 252);
    }
}
