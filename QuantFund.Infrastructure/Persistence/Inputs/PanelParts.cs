using System.Runtime.CompilerServices;
using QuantFund.Core.Ingestion;

namespace QuantFund.Infrastructure.Persistence.Inputs;

/// <summary>
/// Price panels as parts. A panel never changes once a snapshot holds it, so what was worked out of one counts as long as
/// it lives: the cycles of a session share their daily panel.
/// </summary>
internal sealed class PanelParts
{
    private const int Columns = 5;

    private readonly ConditionalWeakTable<DailyPanel, InputPart> daily = [];
    private readonly ConditionalWeakTable<IntradayPanel, Bars> intraday = [];

    public InputPart Of(DailyPanel panel) =>
        daily.GetValue(panel, static p => InputPart.Of(p.ToCells(), Math.Max(1, p.Sessions.Count)));

    /// <summary>A part for each session before the last, and one for each bar of the last.</summary>
    public Bars Of(IntradayPanel panel) => intraday.GetValue(panel, static p => BarsOf(p));

    public static DailyPanel Daily(StoredDaily stored, double[] values, int symbols)
    {
        var panel = new DailyPanel(stored.Sessions, symbols);
        var size = panel.Close.Length;
        if (values.Length != Columns * size)
            throw new InvalidDataException($"The daily bars have {values.Length} values, not {Columns * size}.");
        var column = 0;
        foreach (var target in ColumnsOf(panel))
            values.AsSpan(column++ * size, size).CopyTo(target);
        foreach (var (row, date) in stored.Explained ?? [])
            panel.Explain(row, date);
        return panel;
    }

    public static IntradayPanel Intraday(
        StoredIntraday stored,
        IReadOnlyDictionary<string, double[]> parts,
        int symbols
    )
    {
        var panel = new IntradayPanel(stored.Sessions, symbols);
        var stride = stored.Sessions.Count * IntradayPanel.BarsPerSession;
        for (var session = 0; session < stored.Earlier.Count; session++)
            Spread(
                parts[stored.Earlier[session]],
                IntradayPanel.BarsPerSession,
                session * IntradayPanel.BarsPerSession
            );
        for (var slot = 0; slot < stored.Today.Count; slot++)
            Spread(parts[stored.Today[slot]], 1, ((stored.Sessions.Count - 1) * IntradayPanel.BarsPerSession) + slot);
        return panel;

        void Spread(double[] values, int cells, int first)
        {
            if (values.Length != Columns * symbols * cells)
                throw new InvalidDataException(
                    $"The 15-minute bars have {values.Length} values, not {Columns * symbols * cells}."
                );
            var from = 0;
            foreach (var target in ColumnsOf(panel))
                for (var row = 0; row < symbols; row++, from += cells)
                    values.AsSpan(from, cells).CopyTo(target.AsSpan((row * stride) + first));
        }
    }

    private static Bars BarsOf(IntradayPanel panel)
    {
        const int bars = IntradayPanel.BarsPerSession;
        var last = panel.Sessions.Count - 1;
        var earlier = new InputPart[Math.Max(0, last)];
        for (var session = 0; session < earlier.Length; session++)
            earlier[session] = InputPart.Of(panel.ToCells(session * bars, bars), bars);
        var today = new List<InputPart>();
        for (var slot = 0; last >= 0 && slot < Filled(panel, last); slot++)
            today.Add(InputPart.Of(panel.ToCells((last * bars) + slot, 1), Math.Max(1, panel.Symbols)));
        return new Bars(earlier, today);
    }

    /// <summary>Slots of a session up to the last that any name has a value in.</summary>
    private static int Filled(IntradayPanel panel, int session)
    {
        var filled = 0;
        for (var row = 0; row < panel.Symbols; row++)
        {
            filled = Math.Max(filled, FilledIn(IntradayPanel.Day(panel.Opens(row), session)));
            filled = Math.Max(filled, FilledIn(IntradayPanel.Day(panel.Highs(row), session)));
            filled = Math.Max(filled, FilledIn(IntradayPanel.Day(panel.Lows(row), session)));
            filled = Math.Max(filled, FilledIn(IntradayPanel.Day(panel.Closes(row), session)));
            filled = Math.Max(filled, FilledIn(IntradayPanel.Day(panel.Volumes(row), session)));
        }
        return filled;
    }

    private static int FilledIn(ReadOnlySpan<double> day)
    {
        var filled = day.Length;
        while (filled > 0 && double.IsNaN(day[filled - 1]))
            filled--;
        return filled;
    }

    private static double[][] ColumnsOf(DailyPanel p) => [p.Open, p.High, p.Low, p.Close, p.Volume];

    private static double[][] ColumnsOf(IntradayPanel p) => [p.Open, p.High, p.Low, p.Close, p.Volume];

    internal sealed record Bars(IReadOnlyList<InputPart> Earlier, IReadOnlyList<InputPart> Today);
}
